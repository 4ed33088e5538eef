// See connection_judge.hpp: packets by what came before them.
#include <algorithm>

#include "conformance/traffic/connection_judge.hpp"

namespace mqttspec::conformance::traffic {

using Kind = model::TraceEvent::Kind;

namespace {

constexpr std::size_t enough_plain = 32;     // packets in a row, before the monitors rest
constexpr std::size_t most_events = 20'000;  // that they look at without a rest
// A CONNACK that was seen this long ago has reached the Client.
constexpr std::uint64_t surely_arrived_us = 1'000'000;

model::Time milliseconds(const Moment& moment) { return moment.at_us / 1000; }

std::uint16_t identifier_of(const Packet& packet) {
  return std::visit(
      [](const auto& typed) -> std::uint16_t {
        if constexpr (requires { typed.packet_id; }) return typed.packet_id;
        return 0;
      },
      packet);
}

// True for what only a Client sends that has read something of its Server's beyond the CONNACK.
bool answers_server(const Packet& packet) {
  return std::holds_alternative<Puback>(packet) || std::holds_alternative<Pubrec>(packet) ||
         std::holds_alternative<Pubrel>(packet) || std::holds_alternative<Pubcomp>(packet);
}

}  // namespace

void ConnectionJudge::judge_in_context(Sender from, const Packet& packet, Bytes bytes,
                                       const Moment& moment) {
  const auto at = milliseconds(moment);
  if (outstanding_.take_plain(from, packet, bytes.size(), at)) {
    if (from == Sender::client && !client_knows_connack_ && answers_server(packet))
      client_knows_connack_ = true;
    if (!examination_) return;
    ++plain_in_a_row_;
    const auto* publish = std::get_if<Publish>(&packet);
    const bool matters = publish == nullptr || publish->qos != Qos::at_most_once ||
                         publish->properties.topic_alias.has_value();
    const bool is_ping =
        std::holds_alternative<Pingreq>(packet) || std::holds_alternative<Pingresp>(packet);
    if (matters && !is_ping) examine(event_of(from, version_, at, bytes), bytes, moment);
    return rest_if_possible();
  }
  plain_in_a_row_ = 0;
  if (!examination_) examination_ = std::make_unique<Examination>(outstanding_.history());
  outstanding_.take(from, packet, bytes, at);
  if (std::holds_alternative<Connack>(packet) && !connack_at_us_) connack_at_us_ = moment.at_us;
  examine(event_of(from, version_, at, bytes), bytes, moment);
}

void ConnectionJudge::examine(const model::TraceEvent& event, Bytes bytes, const Moment& moment) {
  if (!examination_) examination_ = std::make_unique<Examination>(outstanding_.history());
  for (const auto& found : examination_->observe(event))
    if (is_certain(found, event, moment))
      report(found.culprit, found.finding.statement.version(), found.finding.statement,
             std::string(found.finding.guarantee), found.finding.text, bytes);
  if (examination_->events() > most_events && !examination_->can_end(outstanding_))
    restrict_to(Restriction::too_much_open);
}

void ConnectionJudge::rest_if_possible() {
  if (!examination_ || plain_in_a_row_ < enough_plain || outstanding_.is_confused()) return;
  plain_in_a_row_ = 0;
  if (examination_->can_end(outstanding_)) examination_.reset();
}

// The monitors assume that the Client has received what was seen on its way to it, and that they
// know all of the past. Here neither is certain.
bool ConnectionJudge::is_certain(const AttributedFinding& found, const model::TraceEvent& event,
                                 const Moment& moment) const {
  const auto guarantee = found.finding.guarantee;
  const auto is = [&](std::string_view number) { return guarantee.starts_with(number); };
  const bool is_about_limits = is("P41") || is("P43") || is("P64") || is("P68");
  if (found.culprit == Sender::client && is_about_limits && !client_knows_connack_ &&
      (!connack_at_us_ || moment.at_us < *connack_at_us_ + surely_arrived_us))
    return false;
  if ((is("P40") || is("P41")) && outstanding_.has_unclear_quota()) return false;
  if (is("P31") && found.finding.statement.id() == "MQTT-3.3.1-3")
    return found.culprit == Sender::server && event.packet &&
           !outstanding_.has_used(Sender::server, identifier_of(*event.packet));
  return true;
}

}  // namespace mqttspec::conformance::traffic
