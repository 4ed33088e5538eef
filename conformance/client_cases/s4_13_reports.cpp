// 4.13  What a Client that closes because of an error tells the Server
#include <algorithm>

#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Should told = "U5.0-4.13.1-4"_v5;
constexpr Should told_by_its_code = "U5.0-4.13.1-5"_v5;
constexpr Detects size_code = "U5.0-3.1.2.11.4-3"_v5;
constexpr Detects barred_text = "U5.0-3.1.2.11.7-3"_v5;
constexpr Should quota_code = "U5.0-3.3.4-17"_v5;

// The DISCONNECT with which the Client closes. What it overlooks, other cases are about.
std::optional<Arrival> last_word(Visit& visit, Line& line) {
  if (line.fence() != Liveness::closed) {
    visit.remark("it overlooks the error, so that there is nothing to tell");
    return std::nullopt;
  }
  auto arrival = line.await(any<Disconnect>(), 0);
  if (!arrival) visit.remark("it closes without DISCONNECT");
  return arrival;
}

void malformed_is_told(Visit& visit) {
  Line line = visit.connected();
  line.send_bytes("3606000174000100");  // PUBLISH of QoS 3
  if (line.fence() != Liveness::closed)
    return visit.remark("it overlooks the error, so that there is nothing to tell");
  const auto arrival = line.await(any<Disconnect>(), 0);
  visit.should_hold(told, arrival.has_value(), "DISCONNECT before it closes", "it only closes");
  if (!arrival) return;
  visit.should_hold(told_by_its_code, is_failure(arrival->as<Disconnect>().reason_code),
                    "the Reason Code of an error", text_of(visit, *arrival));
}

void exceeded_quota_is_told(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.receive_maximum = 1;
  Line line = visit.connected(connect);
  line.by_hand({PacketType::pubrec});
  line.publish("t", "one", Qos::exactly_once);
  line.expect(ack<Pubrec>(1));
  line.send_illegal(with_id(2, "two", Qos::exactly_once));
  if (const auto arrival = last_word(visit, line))
    visit.should_hold(quota_code,
                      arrival->as<Disconnect>().reason_code == ReasonCode::receive_maximum_exceeded,
                      "DISCONNECT 0x93 Receive Maximum exceeded", text_of(visit, *arrival));
}

void too_large_is_told(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.maximum_packet_size = 1'000;
  Line line = visit.connected(connect);
  line.send_illegal(with_id(1, std::string(1'000, 'x'), Qos::at_least_once));
  if (const auto arrival = last_word(visit, line))
    visit.detected(size_code, arrival->as<Disconnect>().reason_code == ReasonCode::packet_too_large,
                   "DISCONNECT 0x95 Packet too large", text_of(visit, *arrival));
}

// The Client asked for no text on packets of this kind.
void barred_text_is_noticed(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.properties.request_problem_information = 0;
  visit.ask_connect(connect);
  Line line = visit.next_line();
  const auto came = line.expect(any<Connect>());
  if (came.as<Connect>().properties.request_problem_information != 0)
    visit.inconclusive("CONNECT with Request Problem Information 0 (set-up)", text_of(visit, came));
  line.send(owned::Connack{});
  line.by_hand({PacketType::publish});
  owned::Puback puback;
  puback.packet_id = id_of(published(visit, line, "one", Qos::at_least_once));
  puback.properties.reason_string = "not asked for";
  line.send_illegal(puback);
  line.detects_by_closing(barred_text);
}

}  // namespace

std::span<const Case> s4_13_reports() {
  static const Case cases[] = {
      {"client/error/of-a-malformed-packet-is-told",
       {"U5.0-4.13.1-4"_v5, "U5.0-4.13.1-5"_v5},
       malformed_is_told},
      {"client/error/of-an-exceeded-quota-is-told", {"U5.0-3.3.4-17"_v5}, exceeded_quota_is_told},
      {"client/error/of-a-packet-too-large-is-told", {"U5.0-3.1.2.11.4-3"_v5}, too_large_is_told},
      {"client/error/text-that-was-not-asked-for-is-noticed",
       {"U5.0-3.1.2.11.7-3"_v5},
       barred_text_is_noticed},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
