// Every screen by its id.

import { QUESTIONS } from "../questions.js";
import { diversity, evaluation } from "./answers.js";
import { code, confirm } from "./code.js";
import { desk } from "./desk.js";
import { error, loading } from "./error.js";
import { files } from "./files.js";
import { complaint, identity } from "./identity.js";
import { landscape } from "./landscape.js";
import { mailbox } from "./mailbox.js";
import { questionScreen } from "./question.js";
import { reply, withdraw } from "./reply.js";
import { giveCode } from "./return.js";
import { review } from "./review.js";
import { route } from "./route.js";
import { safety } from "./safety.js";
import { send } from "./send.js";
import { sent } from "./sent.js";
import { start } from "./start.js";

const FIXED = [
  start, safety, route, complaint, identity, desk, files, review, code, confirm, send, sent, giveCode, mailbox,
  reply, withdraw, evaluation, diversity, landscape, loading, error,
];

/** Every screen of the page. */
export const SCREENS = new Map(
  [...FIXED, ...QUESTIONS.map((asked) => questionScreen(asked))].map((screen) => [screen.id, screen]),
);
