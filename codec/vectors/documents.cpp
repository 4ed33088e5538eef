// The schema and the README that go with the files of vectors.
#include <algorithm>

#include "codec/vectors/files.hpp"

namespace mqttspec::vectors {
namespace {

constexpr std::string_view schema_text = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "MQTT test vectors",
  "type": "array",
  "items": {"oneOf": [{"$ref": "#/$defs/valid"}, {"$ref": "#/$defs/malformed"}]},
  "$defs": {
    "id": {"type": "string", "pattern": "^[35][cs]-[0-9a-f]{16}$",
      "description": "Version, sender and a hash of the bytes; unique over all files."},
    "version": {"enum": ["3.1.1", "5.0"], "description": "What CONNECT has agreed on."},
    "sender": {"enum": ["client", "server"], "description": "Who sends the packet."},
    "packet": {"enum": ["CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
      "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT",
      "AUTH"], "description": "The packet's type; of a malformed one that of its twin."},
    "hex": {"type": "string", "pattern": "^([0-9a-f]{2})+$",
      "description": "The whole packet and nothing behind it."},
    "verdict": {"type": "array", "minItems": 1, "uniqueItems": true,
      "items": {"enum": ["ok", "malformed", "protocol-error"]},
      "description": "What a strict decoder may say."},
    "contested": {"type": "boolean",
      "description": "Both accepting and rejecting it can be defended."},
    "valid": {
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "version", "sender", "packet", "hex", "about", "verdict", "contested",
        "fields"],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "version": {"$ref": "#/$defs/version"},
        "sender": {"$ref": "#/$defs/sender"},
        "packet": {"$ref": "#/$defs/packet"},
        "hex": {"$ref": "#/$defs/hex"},
        "about": {"type": "string", "description": "Which edge it is, for people."},
        "verdict": {"$ref": "#/$defs/verdict"},
        "contested": {"$ref": "#/$defs/contested"},
        "fields": {"type": "object", "description": "The decoded packet."}
      }
    },
    "malformed": {
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "version", "sender", "packet", "hex", "fault", "field", "offset",
        "verdict", "statements", "twin", "contested"],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "version": {"$ref": "#/$defs/version"},
        "sender": {"$ref": "#/$defs/sender"},
        "packet": {"$ref": "#/$defs/packet"},
        "hex": {"$ref": "#/$defs/hex"},
        "fault": {"type": "string", "pattern": "^[a-z0-9-]+/.+$",
          "description": "Class and kind of the one fault."},
        "field": {"type": "string", "description": "The field that has it."},
        "offset": {"type": "integer", "minimum": 0,
          "description": "The byte of the fault, counted from the packet's first."},
        "verdict": {"$ref": "#/$defs/verdict"},
        "statements": {"type": "array", "minItems": 1, "uniqueItems": true,
          "items": {"type": "string"},
          "description": "Normative statements of that version; naming any is right."},
        "twin": {"$ref": "#/$defs/id", "description": "The valid vector without the fault."},
        "contested": {"$ref": "#/$defs/contested"}
      }
    }
  }
})json";

constexpr std::string_view readme_text = R"md(# MQTT test vectors

Packets of MQTT 3.1.1 and 5.0 for testing any encoder or decoder. `mqttspec vectors DIR` writes
this folder; the same version of the program always writes the same bytes.

| file | what it has |
|---|---|
| `VERSION-SENDER-valid.json` | packets that this sender may send, with their decoded fields |
| `VERSION-SENDER-malformed.json` | packets with exactly one fault, each with its valid twin |
| `vectors.schema.json` | the JSON schema of both |

Each file is an array with one vector a line. Every packet is judged by itself: nothing is assumed
of the connection but the version and who sends. No packet is larger than about 65 KiB, so that
Remaining Lengths of three bytes have edges only at their lower end, and those of four none.

## Valid vectors

`fields` holds the packet under the names of the Standard in snake_case. Strings are JSON strings;
Binary Data, Passwords and Payloads are lower case hexadecimal; what is absent is `null`.
`properties` (5.0 only) lists `{id, name, value}` in the order of identifiers, properties with the
same identifier in the order of the packet; the value of a User Property is `[name, value]`. A
decoder passes if it accepts the packet and finds these values.

## Malformed vectors

`fault` is "class/kind". `verdict` says what a strict decoder may answer. 5.0 tells a Malformed
Packet from a Protocol Error; where the text does not say which, both are permitted. 3.1.1 draws
no such line, so that both words stand for "rejected" there. `statements` are the numbered
statements of the Standard (`MQTT-3.3.1-4`), or unnumbered ones, named after version, section and
position (`U5.0-3.8.3.1-1`); `mqttspec explain ID` says what each is about. `offset` is the byte
that is wrong; of a field that is cut or too long for what encloses it, its first byte; of a field
that is missing, where it would begin.

In the class `direction` the twin is the same packet in the other direction.

## Contested vectors

Where the Standard is silent or contradicts itself, `contested` is true and accepting and
rejecting are both permitted; a tally of a decoder's mistakes should leave these out. They are:
control characters and non-characters in strings; a Protocol Name or Version of another protocol,
by whose rules a Server may go on; a Client Identifier that a Server need not take;
the word `$share` without what must follow it; in 3.1.1 a Remaining Length of more bytes than
needed, and an empty Client Identifier without Clean Session; in 5.0 a second Payload Format
Indicator or Message Expiry Interval in PUBLISH, a Payload Format Indicator above 1, wildcards in
a Will Topic or in a Will's Response Topic, an empty Response Topic, a Server Reference from a
Client, Reason Code 0x8C in DISCONNECT, an AUTH of two bytes, and Authentication Data without its
method in CONNACK.

Not detecting a fault is not always a violation: a codec may leave checks to its user, and a
receiver is bound by few statements to look. The vectors say what is legal to send.
)md";

template <class Vectors>
std::size_t count(const Vectors& vectors, const Stream& stream) {
  return static_cast<std::size_t>(
      std::ranges::count_if(vectors, [&](const auto& vector) { return vector.stream == stream; }));
}

}  // namespace

Json schema() { return Json::parse(schema_text); }

std::string readme(const VectorSet& set) {
  std::string text(readme_text);
  text += "\n## Counts\n\n| version and sender | valid | malformed |\n|---|---|---|\n";
  for (const auto& stream : streams)
    text += "| " + to_string(stream) + " | " + std::to_string(count(set.valid, stream)) + " | " +
            std::to_string(count(set.malformed, stream)) + " |\n";
  return text + "| all | " + std::to_string(set.valid.size()) + " | " +
         std::to_string(set.malformed.size()) + " |\n";
}

}  // namespace mqttspec::vectors
