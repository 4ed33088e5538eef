// See examination.hpp.
#include "conformance/traffic/examination.hpp"

#include <algorithm>
#include <span>

#include "conformance/traffic/outstanding.hpp"
#include "model/monitors/monitor.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::traffic {

using namespace model::monitors;

namespace {

// The others need to know what other connections do, or that nothing more will come.
constexpr std::string_view about_clients[] = {
    "P06 ConnectFirstOnce",
    "P10 SilenceAfterDisconnect",
    "P13 IdUniqueInFlight",
    "P16 AckMatches",
    "P24 NoPublishAfterPubrel",
    "P30 NoResendInConnection",
    "P31 DupTruth",
    "P39 AckOrder",
    "P41 ReceiveMaximum",
    "P43 MaxPacketSize",
    "P50 SubscriptionIdentifiers",
    "P64 TopicAlias",
    "P66 AuthDiscipline",
    "P68 NegotiatedLimits",
};
constexpr std::string_view about_servers[] = {
    "P01 SessionPresentTruth",
    "P06 ConnectFirstOnce",
    "P07 ConnackFirstOnce",
    "P08 RefusalInert",
    "P10 SilenceAfterDisconnect",
    "P14 IdUniqueInFlight",
    "P16 AckMatches",
    "P24 NoPublishAfterPubrel",
    "P30 NoResendInConnection",
    "P31 DupTruth",
    "P40 ReceiveMaximum",
    "P43 MaxPacketSize",
    "P45 SubackShape",
    "P64 TopicAlias",
    "P65 ProblemInformation",
    "P66 AuthDiscipline",
    "P68 NegotiatedLimits",
};

std::vector<const MonitorRow*> chosen_rows() {
  std::vector<const MonitorRow*> rows;
  for (const auto& row : monitor_rows()) {
    const auto is_in = [&](std::span<const std::string_view> chosen) {
      return std::ranges::find(chosen, row.guarantee) != chosen.end();
    };
    if (row.subject == Actor::client ? is_in(about_clients) : is_in(about_servers))
      rows.push_back(&row);
  }
  return rows;
}

}  // namespace

Examination::Examination(const std::vector<model::TraceEvent>& history)
    : facts_(std::make_unique<TraceFacts>()) {
  static const auto rows = chosen_rows();
  for (const auto* row : rows) {
    monitors_.push_back(row->make());
    monitors_.back()->report_to(findings_[row->subject == Actor::client ? 0 : 1], row->guarantee);
  }
  for (const auto& event : history) observe(event);
  events_ = 0;
}

Examination::~Examination() = default;

std::vector<AttributedFinding> Examination::observe(const model::TraceEvent& event) {
  ++events_;
  facts_->observe(event);
  for (const auto& monitor : monitors_) monitor->judge(*facts_, event);
  std::vector<AttributedFinding> found;
  for (const Sender sender : {Sender::client, Sender::server}) {
    auto& findings = findings_[sender == Sender::client ? 0 : 1];
    for (auto& finding : findings) found.push_back({sender, std::move(finding)});
    findings.clear();
  }
  return found;
}

bool Examination::can_end(const Outstanding& outstanding) const {
  for (const auto& [key, requests] : facts_->connection().requests) {
    const auto open = std::ranges::count(requests, never, &Request::answered);
    if (open > 1) return false;
    if (open == 1 && key.type != PacketType::pingresp &&
        !outstanding.waits_for(key.answerer, key.type, key.packet_id))
      return false;
  }
  return true;
}

}  // namespace mqttspec::conformance::traffic
