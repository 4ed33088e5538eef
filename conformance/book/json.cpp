// See json.hpp.
#include "conformance/book/json.hpp"

#include "conformance/report/text.hpp"

namespace mqttspec::conformance::book {
namespace {

using nlohmann::ordered_json;

ordered_json version_json(const std::optional<Version>& version) {
  return version ? ordered_json(to_string(*version)) : ordered_json(nullptr);
}

ordered_json field_json(const Field& field) {
  ordered_json json = {{"label", field.label}};
  if (!field.link.empty()) json["link"] = field.link;
  if (!field.path.empty()) json["path"] = field.path;
  if (!field.text.empty()) json["text"] = field.text;
  return json;
}

}  // namespace

ordered_json to_json(const Entry& entry, const Grid& grid) {
  ordered_json json = {{"kind", to_string(entry.kind)},
                       {"path", entry.path},
                       {"title", entry.title},
                       {"about", entry.about},
                       {"summary", entry.summary},
                       {"version", version_json(entry.version)},
                       {"fields", ordered_json::array()},
                       {"tables", ordered_json::array()},
                       {"statements", ordered_json::array()},
                       {"targets", ordered_json::array()}};
  for (const auto& field : entry.fields) json["fields"].push_back(field_json(field));
  for (const auto& table : entry.tables)
    json["tables"].push_back({{"title", table.title}, {"head", table.head}, {"rows", table.rows}});
  for (const auto id : entry.judged)
    json["statements"].push_back({{"version", to_string(id.version())}, {"id", id.id()}});
  for (const auto& cell : cells_of(entry, grid))
    json["targets"].push_back({{"name", cell.target->name},
                               {"version", cell.target->version},
                               {"mqtt", to_string(cell.version)},
                               {"verdict", cell.shown.word},
                               {"case", cell.case_path},
                               {"note", report::valid_text(cell.note)}});
  return json;
}

ordered_json to_json(const Entry& entry, const SearchIndex::Hit& hit) {
  return {{"kind", to_string(entry.kind)},
          {"path", entry.path},
          {"title", entry.title},
          {"version", version_json(entry.version)},
          {"score", hit.score}};
}

}  // namespace mqttspec::conformance::book
