// P66 AuthDiscipline: AUTH is for connections that began with an Authentication Method, always
// names that method, and leads up to CONNACK alone (5.0).
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class AuthDiscipline final : public BookedMonitor {
 public:
  explicit AuthDiscipline(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (!is_packet_from(event, subject_) || connection.connect == never ||
        connection.connect == book.now() || connection.version != Version::v5_0)
      return;
    if (const auto* auth = std::get_if<Auth>(&*event.packet)) {
      reached();
      judge_auth(book, *auth);
    } else if (const auto* connack = std::get_if<Connack>(&*event.packet)) {
      if (connection.accepted && connection.connack == book.now()) judge_connack(book, *connack);
    } else if (subject_ == Sender::client && connection.authentication_method &&
               connection.connack == never && type_of(*event.packet) != PacketType::disconnect) {
      reached();
      report("MQTT-3.1.2-30"_v5, book,
             text_of(to_string(type_of(*event.packet)), " while authentication goes on"));
    }
  }

  void judge_auth(const Book& book, const Auth& auth) {
    const ConnectionFacts& connection = book.connection();
    const bool by_server = subject_ == Sender::server;
    if (!connection.authentication_method)
      return report(by_server ? "MQTT-4.12.0-6"_v5 : "MQTT-4.12.0-7"_v5, book,
                    "AUTH without an Authentication Method in CONNECT");
    if (auth.properties.authentication_method != *connection.authentication_method)
      return report(
          by_server || connection.connack == never ? "MQTT-4.12.0-5"_v5 : "MQTT-4.12.1-1"_v5, book,
          "AUTH with another Authentication Method than CONNECT");
    if (connection.connack == never && auth.reason_code != ReasonCode::continue_authentication)
      report(by_server ? "MQTT-4.12.0-2"_v5 : "MQTT-4.12.0-3"_v5, book,
             "AUTH before CONNACK that does not continue the authentication");
  }

  void judge_connack(const Book& book, const Connack& connack) {
    const auto& asked = book.connection().authentication_method;
    const auto& given = connack.properties.authentication_method;
    if (asked) reached();
    if (!asked && given)
      report("MQTT-4.12.0-6"_v5, book,
             "CONNACK with an Authentication Method that is not asked for");
    if (asked && (!given || *given != *asked))
      report("MQTT-4.12.0-5"_v5, book, "CONNACK without the Authentication Method of CONNECT");
  }

  void report(StatementId statement, const Book& book, std::string text) {
    accuse(statement, Version::v5_0, book.now(), std::move(text));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_auth_discipline(Sender subject) {
  return std::make_unique<AuthDiscipline>(subject);
}

}  // namespace mqttspec::model
