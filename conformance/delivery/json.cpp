// See json.hpp.
#include "conformance/delivery/json.hpp"

#include <nlohmann/json.hpp>

#include "conformance/report/text.hpp"
#include "model/delivery/delivery_claims.hpp"

namespace mqttspec::conformance::delivery {

using namespace report;

namespace {

using Json = nlohmann::ordered_json;

Json messages_json(const model::delivery::ReceivedMessages& messages) {
  Json all = Json::array();
  for (const auto& message : messages)
    all.push_back({{"number", message.number},
                   {"qos", static_cast<unsigned>(message.qos)},
                   {"retain", message.retain}});
  return all;
}

Json cell_json(const DeliveryReportRow& row, std::size_t situation) {
  const auto& cell = row.cells[situation];
  Json statements = Json::array();
  for (const auto id : cell.statements) statements.push_back(id.id());
  Json json = {{"situation", to_string(model::delivery::situations[situation])},
               {"demand", to_string(cell.demand)},
               {"messages", messages_json(cell.messages)},
               {"statements", std::move(statements)},
               {"ambiguity", nullptr},
               {"got", nullptr},
               {"verdict", nullptr}};
  if (cell.ambiguity) json["ambiguity"] = *cell.ambiguity;
  if (const auto verdict = row.verdict(situation)) {
    json["got"] = messages_json(*row.measured->got[situation]);
    json["verdict"] = to_string(*verdict);
  }
  return json;
}

Json claim_json(const DeliveryReportRow& row) {
  const auto claim = model::delivery::claim_about(row.row);
  if (!claim) return nullptr;
  const auto verdict = model::delivery::judge(
      *claim, row.cells[static_cast<std::size_t>(model::delivery::Situation::returns)],
      row.cells[static_cast<std::size_t>(model::delivery::Situation::subscribes_again)]);
  return {{"says", to_string(*claim)}, {"verdict", to_string(verdict)}};
}

Json row_json(const DeliveryReportRow& entry) {
  const auto& row = entry.row;
  const bool v5 = row.version == Version::v5_0;
  Json json = {{"version", to_string(row.version)},
               {"clean", row.clean},
               {"retain", row.retain},
               {"subscribed_qos", static_cast<unsigned>(row.subscribed)},
               {"published_qos", static_cast<unsigned>(row.published)},
               {"retain_handling", nullptr},
               {"retain_as_published", nullptr},
               {"claim", claim_json(entry)},
               {"cells", Json::array()},
               {"obstacle", nullptr}};
  if (v5) json["retain_handling"] = static_cast<unsigned>(row.retain_handling);
  if (v5) json["retain_as_published"] = row.retain_as_published;
  for (std::size_t i = 0; i < entry.cells.size(); ++i) json["cells"].push_back(cell_json(entry, i));
  if (entry.measured && !entry.measured->obstacle.empty())
    json["obstacle"] = valid_text(entry.measured->obstacle);
  return json;
}

}  // namespace

nlohmann::ordered_json to_json(const DeliveryReport& report) {
  Json json = {{"target", nullptr}, {"rows", Json::array()}};
  if (!report.target.empty()) json["target"] = report.target;
  for (const auto& section : report.sections)
    for (const auto& row : section.rows) json["rows"].push_back(row_json(row));
  return json;
}

}  // namespace mqttspec::conformance::delivery
