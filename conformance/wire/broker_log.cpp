// See broker_log.hpp.
#include "conformance/wire/broker_log.hpp"

#include <fmt/format.h>

#include "codec/notation.hpp"
#include "codec/violation.hpp"

namespace mqttspec::conformance::wire {
namespace {

std::string text_of(const model::Output& output) {
  if (const auto* close = std::get_if<model::Close>(&output))
    return fmt::format("{} < closed [{}]", close->connection, close->because.id());
  const auto& pending = std::get<model::Pending>(output);
  return fmt::format("{} < {} [{}]", pending.connection,
                     to_text(pending.packet, pending.because.version()), pending.because.id());
}

/// The identifiers of all that were applied, or nothing.
std::string text_of(const model::RuleSet& applied) {
  std::string text;
  for (const auto version : {Version::v3_1_1, Version::v5_0}) {
    std::string ids;
    for (std::size_t i = 0; i < statements(version).size(); ++i)
      if (const auto id = StatementId::at(version, i); applied.contains(id))
        ids += fmt::format(" {}", id.id());
    if (!ids.empty()) text += fmt::format("  by {}:{}\n", to_string(version), ids);
  }
  return text;
}

}  // namespace

Version BrokerLog::version_of(model::ConnectionId connection) const {
  const auto found = versions_.find(connection);
  return found == versions_.end() ? Version::v5_0 : found->second;
}

void BrokerLog::note_version(model::ConnectionId connection, const Packet& packet) {
  if (const auto* connect = std::get_if<Connect>(&packet))
    versions_.try_emplace(connection, connect->version);
}

std::string BrokerLog::text_of(const model::Input& input) {
  if (const auto* opened = std::get_if<model::Opened>(&input))
    return fmt::format("{} opened", opened->connection);
  if (const auto* ended = std::get_if<model::Ended>(&input)) {
    versions_.erase(ended->connection);
    return fmt::format("{} ended by the Client", ended->connection);
  }
  if (const auto* received = std::get_if<model::Received>(&input)) {
    note_version(received->connection, *received->packet);
    return fmt::format("{} > {}", received->connection,
                       to_text(*received->packet, version_of(received->connection)));
  }
  if (const auto* malformed = std::get_if<model::Malformed>(&input)) {
    const auto& violation = malformed->violation;
    return fmt::format("{} > {} [{}] at byte {}", malformed->connection, to_string(violation.kind),
                       violation.statement.id(), violation.offset);
  }
  return {};
}

std::string BrokerLog::lines(model::Time now, const model::Input& input,
                             std::span<const model::Output> outputs,
                             const model::RuleSet& applied) {
  const auto time = fmt::format("{:.3f} s  ", static_cast<double>(now) / 1'000);
  std::string text;
  if (const auto came = text_of(input); !came.empty()) text += time + came + "\n";
  for (const auto& output : outputs) {
    text += time + wire::text_of(output) + "\n";
    if (const auto* close = std::get_if<model::Close>(&output)) versions_.erase(close->connection);
  }
  if (text.empty()) return text;
  return text + wire::text_of(applied);
}

}  // namespace mqttspec::conformance::wire
