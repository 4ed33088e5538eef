// 4.9  Flow control, and the Maximum Packet Size of both sides
#include "codec/encode.hpp"
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr auto within_receive_maximum = "MQTT-3.3.4-7"_v5;
constexpr auto held_back = "MQTT-4.9.0-2"_v5;
constexpr auto others_not_delayed = "MQTT-3.3.4-8"_v5;
constexpr auto others_processed = "MQTT-4.9.0-3"_v5;
constexpr auto too_many = "MQTT-3.3.4-9"_v5;
constexpr auto not_too_large = "MQTT-3.2.2-15"_v5;
constexpr auto too_large_for_client = "MQTT-3.1.2-24"_v5;
constexpr auto acknowledged_within_limit = "MQTT-4.5.0-2"_v5;

// Before its CONNACK came, a Client may send as if there were no limit.
Line to_limited_server(Visit& visit, std::uint16_t receive_maximum) {
  owned::Connack connack;
  connack.properties.receive_maximum = receive_maximum;
  Line line = visit.connected(visit.plain_connect(), connack);
  settle(visit, line);
  return line;
}

// How many of the messages came, none of which is acknowledged.
std::size_t arrived(Line& line, Qos qos) {
  line.fence();
  std::size_t count = 0;
  const auto at_qos =
      wanted<Publish>("PUBLISH", [qos](const Publish& publish) { return publish.qos == qos; });
  while (line.await(at_qos, 300)) ++count;
  return count;
}

void receive_maximum(Visit& visit, Qos qos) {
  Line line = to_limited_server(visit, 2);
  line.by_hand({PacketType::publish});
  for (unsigned n = 0; n < 4; ++n) visit.publish("t", "flow", qos);
  line.expect(any<Publish>());
  const auto count = 1 + arrived(line, qos);
  visit.must_hold(within_receive_maximum, count <= 2, "at most 2 PUBLISH packets",
                  std::to_string(count));
}

// The message after the first. What the library refused to keep for later is asked for again.
std::optional<Arrival> next_message(Visit& visit, Line& line, int tag) {
  const bool refused = std::ranges::any_of(visit.said(), [tag](const Said& each) {
    return each.kind == Said::Kind::error && each.tag == tag;
  });
  if (refused) visit.publish("t", "two", Qos::exactly_once);
  auto arrival = line.await(any<Publish>(), visit.settings().patience);
  if (!arrival && !line.is_open())
    visit.inconclusive("the next PUBLISH (set-up)", "the Client closes the connection");
  return arrival;
}

// A PUBREC that is no refusal ends nothing.
void pubrec_frees_nothing(Visit& visit) {
  Line line = to_limited_server(visit, 1);
  line.by_hand({PacketType::pubrel});
  visit.publish("t", "one", Qos::exactly_once);
  const auto two = visit.publish("t", "two", Qos::exactly_once);
  const auto first = line.expect(any<Publish>());
  const auto id = id_of(first);
  line.expect(ack<Pubrel>(id));
  line.fence();
  const auto early = line.await(any<Publish>(), 300);
  visit.must_hold(held_back, !early, "no PUBLISH before PUBCOMP",
                  early ? text_of(visit, *early) : "");
  line.send(owned::Pubcomp{id, {}, {}});
  const auto second = next_message(visit, line, two);
  visit.should_hold("U5.0-4.9-3"_v5, second.has_value(), "the next PUBLISH after PUBCOMP",
                    "it does not come");
}

void refusal_frees(Visit& visit) {
  Line line = to_limited_server(visit, 1);
  line.by_hand({PacketType::publish});
  visit.publish("t", "one", Qos::exactly_once);
  const auto two = visit.publish("t", "two", Qos::exactly_once);
  const auto first = line.expect(any<Publish>());
  require_qos(visit, first, Qos::exactly_once);
  line.fence();
  const auto early = line.await(any<Publish>(), 300);
  visit.must_hold(held_back, !early, "no PUBLISH before the first is answered",
                  early ? text_of(visit, *early) : "");
  line.send(owned::Pubrec{id_of(first), ReasonCode::quota_exceeded, {}});
  const auto second = next_message(visit, line, two);
  visit.should_hold("U5.0-4.9-4"_v5, second.has_value(), "the next PUBLISH after the refusal",
                    "it does not come");
}

Line without_quota(Visit& visit) {
  Line line = to_limited_server(visit, 1);
  line.by_hand({PacketType::publish});
  published(visit, line, "one", Qos::at_least_once);
  return line;
}

void within_own_receive_maximum(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.receive_maximum = 2;
  Line line = visit.connected(connect);
  line.by_hand({PacketType::pubrec});
  line.publish("t", "one", Qos::exactly_once);
  line.must(acknowledged_within_limit, ack<Pubrec>(1));
  line.publish("t", "two", Qos::exactly_once);
  must_acknowledge<Pubrec>(visit, line, acknowledged_within_limit, 2);
}

void beyond_own_receive_maximum(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.receive_maximum = 2;
  Line line = visit.connected(connect);
  line.by_hand({PacketType::pubrec});
  line.publish("t", "one", Qos::exactly_once);
  line.publish("t", "two", Qos::exactly_once);
  line.expect(ack<Pubrec>(2));
  line.send_illegal(with_id(3, "three", Qos::exactly_once));
  line.detects_by_closing(too_many);
}

// A message that is exactly that many bytes large as a packet.
owned::Publish of_size(std::size_t size) {
  auto publish = with_id(1, "", Qos::at_least_once);
  const EncodeContext context{Version::v5_0, Sender::server};
  publish.payload.resize(size - 1 - encoded_size(owned::Packet(publish), context), 'x');
  publish.payload.resize(
      size - (encoded_size(owned::Packet(publish), context) - publish.payload.size()), 'x');
  return publish;
}

void largest_is_accepted(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.maximum_packet_size = 1'000;
  visit.ask_connect(connect);
  Line line = visit.next_line();
  const auto told = line.expect(any<Connect>()).as<Connect>().properties.maximum_packet_size;
  if (told != 1'000) visit.decline("it announces another Maximum Packet Size");
  line.send(owned::Connack{});
  line.send(of_size(1'000));
  must_acknowledge<Puback>(visit, line, acknowledged_within_limit, 1);
}

// What the Server takes is no limit to what it sends.
void larger_than_server_takes(Visit& visit) {
  owned::Connack connack;
  connack.properties.maximum_packet_size = 100;
  Line line = visit.connected(visit.plain_connect(), connack);
  settle(visit, line);
  line.send(with_id(1, std::string(300, 'x'), Qos::at_least_once));
  must_acknowledge<Puback>(visit, line, acknowledged_within_limit, 1);
}

// On the connection before, the Server took packets of any size.
void too_large_to_be_resent(Visit& visit) {
  Line line = begun(visit);
  line.by_hand({PacketType::publish});
  published(visit, line, std::string(200, 'x'), Qos::at_least_once);
  line.cut();
  owned::Connack connack;
  connack.properties.maximum_packet_size = 100;
  Line again = resumed(visit, connack);
  again.must_not_send(not_too_large, message(std::string(200, 'x')));
}

}  // namespace

std::span<const Case> s4_09_flow_control() {
  static const Case cases[] = {
      {"client/receive-maximum/holds-for-qos-1",
       {within_receive_maximum},
       [](Visit& visit) { receive_maximum(visit, Qos::at_least_once); }},
      {"client/receive-maximum/holds-for-qos-2",
       {within_receive_maximum},
       [](Visit& visit) { receive_maximum(visit, Qos::exactly_once); }},
      {"client/receive-maximum/pubrec-frees-nothing",
       {held_back, "U5.0-4.9-3"_v5},
       pubrec_frees_nothing},
      {"client/receive-maximum/refusal-frees-a-place", {held_back, "U5.0-4.9-4"_v5}, refusal_frees},
      {"client/receive-maximum/subscribe-is-not-held-back",
       {others_not_delayed},
       [](Visit& visit) {
         Line line = without_quota(visit);
         visit.subscribe("s");
         line.must(others_not_delayed, any<Subscribe>());
       }},
      {"client/receive-maximum/unsubscribe-is-not-held-back",
       {others_not_delayed},
       [](Visit& visit) {
         Line line = without_quota(visit);
         visit.unsubscribe("s");
         line.must(others_not_delayed, any<Unsubscribe>());
       }},
      {"client/receive-maximum/acknowledgements-are-not-held-back",
       {others_processed},
       [](Visit& visit) {
         Line line = without_quota(visit);
         line.send(with_id(5, "theirs", Qos::at_least_once));
         line.must(others_processed, ack<Puback>(5));
       }},
      {"client/receive-maximum/of-the-client-is-used-up",
       {acknowledged_within_limit},
       within_own_receive_maximum},
      {"client/receive-maximum/of-the-client-is-exceeded", {too_many}, beyond_own_receive_maximum},
      {"client/maximum-packet-size/of-the-client-is-reached",
       {acknowledged_within_limit},
       largest_is_accepted},
      {"client/maximum-packet-size/of-the-client-is-exceeded",
       {too_large_for_client},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.maximum_packet_size = 1'000;
         Line line = visit.connected(connect);
         line.send_illegal(of_size(1'001));
         line.detects_by_closing(too_large_for_client);
       }},
      {"client/maximum-packet-size/of-the-server-says-nothing-of-what-it-sends",
       {acknowledged_within_limit},
       larger_than_server_takes},
      {"client/maximum-packet-size/large-message-is-refused",
       {not_too_large},
       [](Visit& visit) {
         owned::Connack connack;
         connack.properties.maximum_packet_size = 100;
         Line line = visit.connected(visit.plain_connect(), connack);
         settle(visit, line);
         visit.asks_for(not_too_large);
         visit.publish("t", std::string(200, 'x'), Qos::at_least_once);
         const auto arrival = line.await(message(std::string(200, 'x')), 600);
         visit.must_not_let_through(not_too_large, !arrival, "no packet above 100 bytes",
                                    arrival ? std::to_string(arrival->bytes->size()) : "");
       }},
      {"client/maximum-packet-size/large-message-is-not-sent-again",
       {not_too_large},
       too_large_to_be_resent},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
