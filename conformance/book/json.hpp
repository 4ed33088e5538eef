// Entries and hits for programs: `mqttspec explain --json`.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "conformance/book/grid.hpp"
#include "conformance/book/search.hpp"

namespace mqttspec::conformance::book {

/// `{kind, path, title, about, summary, version, fields: [{label, link, path, text}], tables:
/// [{title, head, rows}], statements: [{version, id}], targets: [{name, version, mqtt, verdict,
/// case, note}]}`; version is null for what is of both, and what is empty is left out of fields.
nlohmann::ordered_json to_json(const Entry& entry, const Grid& grid);

/// `{kind, path, title, version, score}`.
nlohmann::ordered_json to_json(const Entry& entry, const SearchIndex::Hit& hit);

}  // namespace mqttspec::conformance::book
