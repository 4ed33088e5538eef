// See turn.hpp.
#include "model/broker/turn.hpp"

#include "codec/encode.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// Section 3.1.2.11.4 of 5.0; the size is that of 2.1.4.
bool is_too_large(const Connection& connection, const owned::Packet& packet) {
  if (!connection.maximum_packet_size) return false;
  return encoded_size(packet, {connection.version, Sender::server}) >
         *connection.maximum_packet_size;
}

/// The Reason Code with which a packet reports a failure, if it does.
struct FailureOf {
  template <class Packet>
  std::optional<ReasonCode> operator()(const Packet& packet) const {
    if constexpr (requires { packet.reason_codes; }) {
      for (const ReasonCode code : packet.reason_codes)
        if (is_failure(code)) return code;
    } else if constexpr (requires { packet.properties.reason_string; }) {
      if (is_failure(packet.reason_code)) return packet.reason_code;
    }
    return std::nullopt;
  }
};

/// What says that a Reason String and a User Property are left out where they would make the
/// packet larger than the Client takes it.
struct SizeRules {
  PacketType type;
  StatementId reason_string;
  StatementId user_property;
};

constexpr SizeRules size_rules[] = {
    {PacketType::connack, "MQTT-3.2.2-19"_v5, "MQTT-3.2.2-20"_v5},
    {PacketType::puback, "MQTT-3.4.2-2"_v5, "MQTT-3.4.2-3"_v5},
    {PacketType::pubrec, "MQTT-3.5.2-2"_v5, "MQTT-3.5.2-3"_v5},
    {PacketType::pubrel, "MQTT-3.6.2-2"_v5, "MQTT-3.6.2-3"_v5},
    {PacketType::pubcomp, "MQTT-3.7.2-2"_v5, "MQTT-3.7.2-3"_v5},
    {PacketType::suback, "MQTT-3.9.2-1"_v5, "MQTT-3.9.2-2"_v5},
    {PacketType::unsuback, "MQTT-3.11.2-1"_v5, "MQTT-3.11.2-2"_v5},
    {PacketType::disconnect, "MQTT-3.14.2-3"_v5, "MQTT-3.14.2-4"_v5},
};

/// The User Property of a report: who says it.
owned::UserProperty reporter() { return {"reporter", "mqttspec"}; }

/// Sets both diagnostics of a packet that has them.
void set_diagnostics(owned::Packet& packet, const std::optional<std::string>& reason_string,
                     bool user_property) {
  std::visit(
      [&]<class Typed>(Typed& typed) {
        if constexpr (requires { typed.properties.reason_string; }) {
          typed.properties.reason_string = reason_string;
          typed.properties.user_properties.clear();
          if (user_property) typed.properties.user_properties.push_back(reporter());
        }
      },
      packet);
}

/// A report with as much diagnostics as the Client can take.
void shorten(Turn& turn, const Connection& connection, owned::Packet& packet, PacketType type,
             const std::optional<std::string>& reason_string) {
  for (const auto& rules : size_rules) {
    if (rules.type != type) continue;
    turn.rule(Version::v5_0, rules.user_property);
    set_diagnostics(packet, reason_string, false);
    if (!is_too_large(connection, packet)) return;
    turn.rule(Version::v5_0, rules.reason_string);
    set_diagnostics(packet, {}, false);
  }
}

/// Adds a Reason String and a User Property to a packet of 5.0 that reports a failure, if the
/// broker is one that explains itself (F10).
void explain(Turn& turn, const Connection& connection, owned::Packet& packet) {
  const auto failure = std::visit(FailureOf{}, packet);
  if (!failure || !turn.takes(turn.profile.explains, ChoicePoint::optional_report)) return;
  const auto type = type_of(packet);
  if (!connection.wants_problem_information && type != PacketType::connack &&
      type != PacketType::disconnect) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-29"_v5);
    return;
  }
  turn.rule(Version::v5_0, "U5.0-3.1.2.11.7-4"_v5);
  const std::optional<std::string> reason_string{
      std::string(reason_name(Version::v5_0, type, *failure))};
  set_diagnostics(packet, reason_string, true);
  if (is_too_large(connection, packet)) shorten(turn, connection, packet, type, reason_string);
}

}  // namespace

bool Turn::can_take(const Connection& connection, const owned::Packet& packet) const {
  return !is_too_large(connection, packet);
}

bool Turn::give(const Connection& connection, owned::Packet packet, std::optional<Time> due,
                Cited because) {
  const auto statement = because.of(connection.version);
  assert(statement);

  // A report of a failure may say more than its Reason Code.
  if (connection.version == Version::v5_0) explain(*this, connection, packet);

  // What is larger than the Client permits is not sent.
  if (!can_take(connection, packet)) {
    rule(connection.version, "MQTT-3.1.2-24"_v5);
    rule(connection.version, "U5.0-2.1.4-2"_v5);
    return false;
  }
  fired.add(*statement);
  outputs.emplace_back(std::in_place_type<Pending>, connection.id, std::move(packet), due,
                       *statement);
  return true;
}

}  // namespace mqttspec::model::broker
