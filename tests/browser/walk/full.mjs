// A report with an answer to everything that can be asked.

/** What is typed, by field: each with its own words, so that each is found again. */
export const TYPED = {
  name: "J. van 't Hof-Coördinatie",
  contact: "06 12 34 56 78, ná 18.00 uur",
  private: "Alleen ík had die dag de sleutel van het magazijn.",
  whenText: "In de week van 2 november, twee keer",
  place: "Ergens op de vliegbasis",
  people: "De sergeant-majoor (leidinggevende) en één collega",
  evidence: "Het logboek; dat wordt in december vernietigd",
  earlier: "Bij de vertrouwenspersoon: “geen reactie”",
  exclude: "De commandant zelf",
  wishText: "En een gesprek erover, later",
  detrimentText: "Mijn contract loopt af in maart",
};

const typing = (id) => (visit) => visit.type(id, TYPED[id]);

/** Everything, for `fillIn`. `category` is how the configuration calls a subject, in the visitor's language. */
export function everything({ story, category, files }) {
  return {
    route: (visit) => visit.pick("route-report"),
    identity: async (visit) => {
      await visit.pick("identity-confidential");
      await typing("name")(visit);
      await typing("contact")(visit);
    },
    family: (visit) => visit.pick("family-OG"),
    kinds: (visit) => visit.choose(category),
    danger: async (visit) => {
      await visit.pick("danger-yes");
      await visit.page.locator("main").getByRole("link", { name: "112" }).waitFor();
    },
    story: (visit) => visit.type("story", story),
    private: typing("private"),
    when: async (visit) => {
      await visit.pick("when-repeated");
      await typing("whenText")(visit);
    },
    place: typing("place"),
    people: typing("people"),
    knowledge: async (visit) => {
      await visit.pick("knowledge-seen");
      await visit.pick("knowledge-documents");
    },
    evidence: typing("evidence"),
    earlier: typing("earlier"),
    exclude: typing("exclude"),
    level: (visit) => visit.pick("level-higher"),
    wishes: async (visit) => {
      await visit.pick("wish-stop");
      await typing("wishText")(visit);
    },
    detriment: async (visit) => {
      await visit.pick("detriment-afraid");
      await typing("detrimentText")(visit);
    },
    role: (visit) => visit.pick("role-military"),
    behalf: async (visit) => {
      await visit.pick("behalf-other");
      await visit.pick("consent-yes");
    },
    ...(files ? { files } : {}),
  };
}
