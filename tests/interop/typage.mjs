// typage (npm age-encryption) as a command: the other side of letters, replies and parcels.
//
//   node typage.mjs identity
//   node typage.mjs recipient  IDENTITY
//   node typage.mjs seal       RECIPIENT  IN OUT
//   node typage.mjs open       IDENTITY   IN OUT
//   node typage.mjs seal-under PASSPHRASE IN OUT
//   node typage.mjs open-under PASSPHRASE IN OUT
//
// Arguments are visible to every user of the machine: for tests only.
import { readFileSync, writeFileSync } from "node:fs";
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";

const [verb, key, from, to] = process.argv.slice(2);

const encrypted = async (encrypter) => writeFileSync(to, await encrypter.encrypt(readFileSync(from)));
const decrypted = async (decrypter) => writeFileSync(to, await decrypter.decrypt(readFileSync(from)));

const verbs = {
  identity: async () => console.log(await generateHybridIdentity()),
  recipient: async () => console.log(await identityToRecipient(key)),
  seal: () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(key);
    return encrypted(encrypter);
  },
  open: () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    return decrypted(decrypter);
  },
  "seal-under": () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(key);
    encrypter.setScryptWorkFactor(10);
    return encrypted(encrypter);
  },
  "open-under": () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(key);
    return decrypted(decrypter);
  },
};

await verbs[verb]();
