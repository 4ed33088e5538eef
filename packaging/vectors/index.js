// The test vectors of mqttspec; README.md in the data says what is in them.
import { readFileSync } from "node:fs";

const load = (name) =>
  JSON.parse(readFileSync(new URL(`./mqttspec_vectors/data/${name}.json`, import.meta.url), "utf8"));

export const versions = ["3.1.1", "5.0"];
export const senders = ["client", "server"];
export const valid = (version, sender) => load(`${version}-${sender}-valid`);
export const malformed = (version, sender) => load(`${version}-${sender}-malformed`);
