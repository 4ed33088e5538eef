// 4.1  Session State, with what CONNECT and CONNACK do to it
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited kept = "MQTT-4.1.0-1"_v311 | "MQTT-4.1.0-1"_v5;
constexpr Cited dropped_on_clean_start = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;
constexpr auto dropped_without_session = "MQTT-3.2.2-5"_v5;
constexpr auto state_by_id = "MQTT-3.1.3-2"_v5;

// A QoS 2 message of the Client for which PUBREL was sent and PUBCOMP did not come.
void leave_pubrel_open(Visit& visit, Line& line) {
  line.by_hand({PacketType::pubrel});
  const auto id = id_of(published(visit, line, "two", Qos::exactly_once));
  line.expect(ack<Pubrel>(id));
  line.cut();
}

void received_is_dropped(Visit& visit) {
  visit.needs(visit.shows("msg.payload"), "tell what it received");
  Line line = begun(visit);
  line.by_hand({PacketType::pubrec});
  line.send(with_id(9, "of before", Qos::exactly_once));
  line.expect(ack<Pubrec>(9));
  line.cut();
  Line again = visit.reconnected(lasting_connect(visit));
  // What takes messages may have gone with the Session, like the subscriptions.
  visit.subscribe("t");
  again.expect(any<Subscribe>());
  again.send(with_id(9, "of now", Qos::exactly_once));
  again.expect(ack<Pubrec>(9));
  again.expect(ack<Pubcomp>(9));
  again.fence();
  visit.must_hold(dropped_without_session, visit.delivered("of now") == 1,
                  "the message is new: it is delivered", "it is not delivered", false);
}

// The Server chose the Client Identifier; under another one the Session would be another one.
void under_assigned_id(Visit& visit) {
  visit.needs(visit.able().session, "keep a Session");
  auto connect = lasting_connect(visit);
  connect.client_id.clear();
  visit.ask_connect(connect);
  auto made = visit.next_line_within(visit.settings().patience);
  if (!made) visit.decline("it does not connect without a Client Identifier");
  Line line = *made;
  if (!line.expect(any<Connect>()).as<Connect>().client_id.empty())
    visit.decline("it makes up a Client Identifier by itself");
  owned::Connack assigning;
  assigning.properties.assigned_client_identifier = "assigned";
  line.send(assigning);
  line.by_hand({PacketType::publish});
  published(visit, line, "one", Qos::at_least_once);
  line.cut();
  visit.needs(visit.able().reconnect != subject::Reconnect::none, "connect a second time");
  if (visit.able().reconnect == subject::Reconnect::driver) visit.ask_connect(connect);
  Line again = visit.next_line();
  const auto second = again.expect(any<Connect>());
  if (second.as<Connect>().clean_start || second.as<Connect>().client_id != "assigned")
    visit.decline("it gives up the Session of the Assigned Client Identifier");
  again.send(session_is_present());
  again.must(state_by_id, message("one"));
}

}  // namespace

std::span<const Case> s4_01_session() {
  static const Case cases[] = {
      {"client/session/outlives-its-connection",
       {kept},
       [](Visit& visit) {
         Line line = begun(visit);
         line.by_hand({PacketType::publish});
         published(visit, line, "one", Qos::at_least_once);
         line.cut();
         Line again = resumed(visit);
         again.must(kept, message("one"));
       }},
      {"client/session/is-dropped-on-clean-start",
       {dropped_on_clean_start},
       [](Visit& visit) {
         visit.needs(visit.able().reconnect == subject::Reconnect::driver,
                     "be told how to connect again");
         Line line = begun(visit);
         leave_pubrel_open(visit, line);
         visit.may_lack();
         Line again = visit.connected();
         again.must_not_send(dropped_on_clean_start, any<Pubrel>());
         again.must_not_send(dropped_on_clean_start, any_duplicate());
       }},
      {"client/session/is-dropped-if-the-server-has-none",
       {dropped_without_session},
       [](Visit& visit) {
         Line line = begun(visit);
         leave_pubrel_open(visit, line);
         Line again = visit.reconnected(lasting_connect(visit));
         again.must_not_send(dropped_without_session, any<Pubrel>());
       }},
      {"client/session/messages-are-not-sent-again-if-the-server-has-none",
       {dropped_without_session},
       [](Visit& visit) {
         Line line = begun(visit);
         line.by_hand({PacketType::publish});
         published(visit, line, "one", Qos::at_least_once);
         line.cut();
         Line again = visit.reconnected(lasting_connect(visit));
         again.must_not_send(dropped_without_session, any_duplicate());
       }},
      {"client/session/received-identifiers-are-dropped-if-the-server-has-none",
       {dropped_without_session},
       received_is_dropped},
      {"client/session/goes-on-under-the-assigned-identifier", {state_by_id}, under_assigned_id},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
