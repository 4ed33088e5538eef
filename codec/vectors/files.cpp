// One vector a line, so that files can be compared and searched with ordinary tools.
#include "codec/vectors/files.hpp"

#include "codec/printable.hpp"

namespace mqttspec::vectors {
namespace {

template <class Vector>
Json head(const Vector& vector) {
  return {{"id", vector.id},
          {"version", mqttspec::to_string(vector.stream.version)},
          {"sender", vector.stream.sender == Sender::client ? "client" : "server"},
          {"packet", to_string(vector.type)},
          {"hex", hex(vector.bytes)}};
}

template <class Vector>
File file_of(const std::vector<Vector>& vectors, const Stream& stream, std::string_view kind) {
  std::string text = "[";
  const char* separator = "\n";
  for (const auto& vector : vectors) {
    if (vector.stream != stream) continue;
    text += separator + to_json(vector).dump();
    separator = ",\n";
  }
  return {to_string(stream) + "-" + std::string(kind) + ".json", text + "\n]\n"};
}

}  // namespace

Json to_json(const ValidVector& vector) {
  Json json = head(vector);
  json["about"] = vector.about;
  json["verdict"] = vector.contested ? Json{"ok", "malformed", "protocol-error"} : Json{"ok"};
  json["contested"] = vector.contested;
  json["fields"] = vector.fields;
  return json;
}

Json to_json(const MalformedVector& vector) {
  Json json = head(vector);
  json["fault"] = vector.defect;
  json["field"] = vector.field;
  json["offset"] = vector.offset;
  json["verdict"] = Json::array();
  for (const auto verdict : vector.verdicts) json["verdict"].push_back(to_string(verdict));
  json["statements"] = vector.statements;
  json["twin"] = vector.twin;
  json["contested"] = vector.contested;
  return json;
}

std::vector<File> files_of(const VectorSet& set) {
  std::vector<File> files = {{"README.md", readme(set)},
                             {"vectors.schema.json", schema().dump(2) + "\n"}};
  for (const auto& stream : streams) {
    files.push_back(file_of(set.valid, stream, "valid"));
    files.push_back(file_of(set.malformed, stream, "malformed"));
  }
  return files;
}

}  // namespace mqttspec::vectors
