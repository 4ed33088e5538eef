// What was sent before a Server closed, and whether it may have closed to refuse it.
#include "conformance/play/freedom_to_close.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::play {
namespace {

using Kind = model::TraceEvent::Kind;

constexpr model::ConnectionId here = 1;
constexpr model::ConnectionId elsewhere = 2;

model::TraceEvent sent(Packet packet, model::ConnectionId connection = here) {
  return {Kind::client_packet, 0, connection, Version::v5_0, nullptr, packet};
}
model::TraceEvent came(Packet packet, model::ConnectionId connection = here) {
  return {Kind::server_packet, 0, connection, Version::v5_0, nullptr, packet};
}

Publish message(std::string_view topic, std::uint16_t packet_id, bool retain = false) {
  Publish publish;
  publish.topic = topic;
  publish.packet_id = packet_id;
  publish.retain = retain;
  publish.qos = packet_id == 0 ? Qos::at_most_once : Qos::at_least_once;
  return publish;
}
Publish by_alias(std::string_view topic, std::uint16_t packet_id) {
  auto publish = message(topic, packet_id);
  publish.properties.topic_alias = 1;
  return publish;
}
Puback ack(std::uint16_t packet_id, ReasonCode code = ReasonCode::success) {
  Puback puback;
  puback.packet_id = packet_id;
  puback.reason_code = code;
  return puback;
}
Disconnect last_words(ReasonCode code) {
  Disconnect disconnect;
  disconnect.reason_code = code;
  return disconnect;
}

Subscribe wish(const Subscription& subscription) {
  return {.packet_id = 1, .subscriptions = std::span<const Subscription>(&subscription, 1)};
}

TEST(FreedomToClose, IsForWhatMayBeRefused) {
  struct Row {
    const char* name;
    bool free;
    model::Trace trace;
  };
  const Subscription plain{"t"};
  const Subscription of_the_server{"$SYS/broker/uptime"};
  const Row table[] = {
      {"nothing was sent", false, {}},
      {"a ping", false, {sent(Pingreq{})}},
      {"a message", true, {sent(message("t", 1))}},
      {"a message of QoS 0", true, {sent(message("t", 0))}},
      {"a message of QoS 0 and an answer to what followed",
       false,
       {sent(message("t", 0)), sent(Pingreq{}), came(Pingresp{})}},
      {"a message elsewhere", false, {sent(message("t", 1), elsewhere)}},
      {"an acknowledged message", false, {sent(message("t", 1)), came(ack(1))}},
      {"a message like one that was taken",
       false,
       {sent(message("t", 1), elsewhere), came(ack(1), elsewhere), sent(message("t", 9))}},
      {"a message like one that was refused",
       true,
       {sent(message("t", 1), elsewhere), came(ack(1, ReasonCode::not_authorized), elsewhere),
        sent(message("t", 9))}},
      {"another topic", true, {sent(message("t", 1)), came(ack(1)), sent(message("u", 2))}},
      {"RETAIN", true, {sent(message("t", 1)), came(ack(1)), sent(message("t", 2, true))}},
      {"a topic by its alias",
       false,
       {sent(by_alias("t", 1)), came(ack(1)), sent(by_alias("", 2))}},
      {"a subscription", false, {sent(wish(plain))}},
      {"a subscription to topics of the Server", true, {sent(wish(of_the_server))}},
      {"a reason of the Server's own",
       true,
       {sent(Pingreq{}), came(last_words(ReasonCode::server_busy))}},
      {"a reason that blames the message",
       false,
       {sent(message("t", 1)), came(last_words(ReasonCode::protocol_error))}},
  };
  for (const auto& row : table)
    EXPECT_EQ(may_have_been_refused(row.trace, here), row.free) << row.name;
}

}  // namespace
}  // namespace mqttspec::conformance::play
