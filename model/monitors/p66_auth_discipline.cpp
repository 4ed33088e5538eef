// P66 AuthDiscipline: AUTH is for connections that began with an Authentication Method, always
// names that method, and leads up to CONNACK alone (5.0).
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class AuthDiscipline final : public Monitor {
 public:
  explicit AuthDiscipline(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!is_packet_from(event, subject_) || connection.connect == never ||
        connection.connect == facts.now() || connection.version != Version::v5_0)
      return;
    if (const auto* auth = std::get_if<Auth>(&*event.packet)) {
      note_antecedent();
      judge_auth(facts, *auth);
    } else if (const auto* connack = std::get_if<Connack>(&*event.packet)) {
      if (connection.accepted && connection.connack == facts.now()) judge_connack(facts, *connack);
    } else if (subject_ == Sender::client && connection.authentication_method &&
               connection.connack == never && type_of(*event.packet) != PacketType::disconnect) {
      note_antecedent();
      report("MQTT-3.1.2-30"_v5, facts,
             fmt::format("{} while authentication goes on", to_string(type_of(*event.packet))));
    }
  }

  void judge_auth(const TraceFacts& facts, const Auth& auth) {
    const ConnectionFacts& connection = facts.connection();
    const bool by_server = subject_ == Sender::server;
    if (!connection.authentication_method)
      return report(by_server ? "MQTT-4.12.0-6"_v5 : "MQTT-4.12.0-7"_v5, facts,
                    "AUTH without an Authentication Method in CONNECT");
    if (auth.properties.authentication_method != *connection.authentication_method)
      return report(
          by_server || connection.connack == never ? "MQTT-4.12.0-5"_v5 : "MQTT-4.12.1-1"_v5, facts,
          "AUTH with another Authentication Method than CONNECT");
    if (connection.connack == never && auth.reason_code != ReasonCode::continue_authentication)
      report(by_server ? "MQTT-4.12.0-2"_v5 : "MQTT-4.12.0-3"_v5, facts,
             "AUTH before CONNACK that does not continue the authentication");
  }

  void judge_connack(const TraceFacts& facts, const Connack& connack) {
    const auto& asked = facts.connection().authentication_method;
    const auto& given = connack.properties.authentication_method;
    if (asked) note_antecedent();
    if (!asked && given)
      report("MQTT-4.12.0-6"_v5, facts,
             "CONNACK with an Authentication Method that is not asked for");
    if (asked && (!given || *given != *asked))
      report("MQTT-4.12.0-5"_v5, facts, "CONNACK without the Authentication Method of CONNECT");
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_auth_discipline(Sender subject) {
  return std::make_unique<AuthDiscipline>(subject);
}

}  // namespace mqttspec::model::monitors
