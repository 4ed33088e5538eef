// Whose fault it is where both sides break a rule.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "conformance/play/testing/scripted_network.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::play {
namespace {

// Grants QoS 1, and sends at QoS 2 what is published.
void exceed(testing::ScriptedNetwork& server, wire::ConnectionId connection, Bytes sent) {
  const auto topic = Names("test", 1).on_target("t");
  if (sent[0] == 0x10) server.say(connection, "20 02 00 00");
  if (sent[0] == 0x82) server.say(connection, "90 03 03 e9 01");
  if (sent[0] == 0xc0) server.say(connection, "d0 00");
  if (sent[0] == 0x30)
    server.say(connection, fmt::format("34 {:02x} 00 {:02x} {:02x} 00 05 78", topic.size() + 5,
                                       topic.size(), fmt::join(as_bytes(topic), " ")));
}

CaseResult result_of(void (*body)(play::Run&)) {
  testing::ScriptedNetwork network(exceed);
  const Case which{"a/case", {}, body};
  return runner::run_case(which, network, Version::v3_1_1, Names("test", 1), {});
}

// The case takes it for one of QoS 1.
TEST(Fault, BlamesNoCaseForAnAnswerToWhatTheServerMayNotSend) {
  const auto theirs = result_of([](play::Run& run) {
    auto peer = run.client("peer");
    peer.subscribe("t", Qos::at_least_once);
    peer.answer_by_hand().send(packets::publish("t", "x"));
    peer.expect(packets::publish("t"));
    peer.send(packets::puback(5));
    peer.ping();
    run.remark("answered");
  });
  EXPECT_EQ(theirs.verdict, Verdict::fail) << theirs.explanation;
  const auto ours = result_of([](play::Run& run) {
    auto peer = run.open("peer");
    peer.send(packets::pingreq());
    run.remark("sent");
  });
  EXPECT_EQ(ours.verdict, Verdict::error) << ours.explanation;
}

}  // namespace
}  // namespace mqttspec::conformance::play
