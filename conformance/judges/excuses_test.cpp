// What an unexplained message is put down to, and what it is not.
#include "conformance/judges/excuses.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::judges {
namespace {

using Kind = model::TraceEvent::Kind;

model::TraceEvent event(Kind kind, model::Time at, model::ConnectionId connection, Packet packet) {
  return {kind, at, connection, Version::v5_0, nullptr, std::move(packet)};
}

Publish message(bool retain = false) {
  Publish publish;
  publish.topic = "t";
  publish.payload = as_bytes("x");
  publish.retain = retain;
  return publish;
}

Connect with_will(std::string_view topic) {
  Connect connect;
  connect.will.emplace();
  connect.will->topic = topic;
  return connect;
}

Connect with_receive_maximum(std::uint16_t most) {
  Connect connect;
  connect.properties.receive_maximum = most;
  return connect;
}

/// Why the last event, a message to connection 0, is unexplained.
std::string_view reason(model::Trace trace, bool retain = false, bool virtual_time = false) {
  trace.push_back(event(Kind::server_packet, 1'000, 0, message(retain)));
  const play::Settings settings;
  return excuse(trace, trace.size() - 1, {Version::v5_0, settings, virtual_time});
}

TEST(Excuses, MessagesThatWaitHaveNoOrder) {
  constexpr std::string_view waits = "which of the messages that wait comes first is the target's";
  const auto at_most = [](std::uint16_t most) {
    return model::Trace{event(Kind::client_packet, 0, 0, with_receive_maximum(most))};
  };
  EXPECT_EQ(reason(at_most(1)), waits);
  EXPECT_EQ(reason(at_most(1), false, true), "");
  EXPECT_EQ(reason(at_most(1'000)), "");
  EXPECT_EQ(reason(at_most(1'000), true), waits);
  EXPECT_EQ(reason({event(Kind::client_packet, 0, 0, Connect{})}, true), "");
}

TEST(Excuses, WillsOfSeveralClientsHaveNoOrder) {
  const auto other = event(Kind::client_packet, 0, 1, with_will("t"));
  EXPECT_EQ(reason({other, event(Kind::client_packet, 0, 2, with_will("t"))}),
            "which Will Message comes first is the target's");
  EXPECT_EQ(reason({other, event(Kind::client_packet, 0, 2, with_will("u"))}), "");
}

TEST(Excuses, AMessageMayBeOnItsWayWhenSomebodySubscribes) {
  constexpr std::string_view late = "a message may be on its way when somebody subscribes";
  const auto subscribed = event(Kind::client_packet, 900, 0, Subscribe{});
  const auto published = event(Kind::client_packet, 500, 1, message());
  EXPECT_EQ(reason({published, subscribed}), late);
  EXPECT_EQ(reason({published, subscribed}, true), "");
  EXPECT_EQ(reason({subscribed, published}), "");
  EXPECT_EQ(reason({event(Kind::server_packet, 500, 1, message()), subscribed}), "");
}

TEST(Excuses, ATopicMayBeCalledByAnotherName) {
  constexpr std::string_view renamed = "the target may call a topic by another name";
  const auto published = [](std::string_view topic, std::string_view payload) {
    auto other = message();
    other.topic = topic;
    other.payload = as_bytes(payload);
    return event(Kind::client_packet, 0, 1, other);
  };
  EXPECT_EQ(reason({published("t?", "x")}), renamed);
  EXPECT_EQ(reason({published("t?", "x")}, false, true), "");
  EXPECT_EQ(reason({published("t?", "y")}), "");
  EXPECT_EQ(reason({published("t?", "x"), published("t", "y")}), "");
}

TEST(Excuses, AReleaseMaySayThatItsMessageHasExpired) {
  Publish expires = message();
  expires.packet_id = 1;
  expires.properties.message_expiry_interval = 1;
  const play::Settings settings;
  const auto reason_of = [&](std::uint16_t packet_id, ReasonCode code) {
    const model::Trace trace = {
        event(Kind::server_packet, 0, 0, expires),
        event(Kind::server_packet, 9, 0, Pubrel{.packet_id = packet_id, .reason_code = code})};
    return excuse(trace, 1, {Version::v5_0, settings, false});
  };
  EXPECT_EQ(reason_of(1, ReasonCode::packet_identifier_not_found),
            "a message may have expired while its exchange was open");
  EXPECT_EQ(reason_of(2, ReasonCode::packet_identifier_not_found), "");
  EXPECT_EQ(reason_of(1, ReasonCode::success), "");
}

TEST(Excuses, OfASessionThatIsTakenOver) {
  for (const bool ended : {false, true}) {
    Connect connect;
    connect.client_id = "a";
    Connack connack;
    connack.session_present = true;
    model::Trace trace = {{Kind::opened, 0, 0, Version::v5_0, nullptr, std::nullopt},
                          event(Kind::client_packet, 0, 0, connect)};
    if (ended) trace.push_back({Kind::server_closed, 1, 0, Version::v5_0, nullptr, std::nullopt});
    trace.push_back(event(Kind::client_packet, 50'000, 1, connect));
    trace.push_back(event(Kind::server_packet, 50'000, 1, connack));
    const play::Settings settings;
    EXPECT_EQ(excuse(trace, trace.size() - 1, {Version::v5_0, settings, false}).empty(), ended);
  }
}

TEST(Excuses, OfAMessageThatHadNoSubscribers) {
  for (const bool dup : {false, true}) {
    Publish sent = message();
    sent.qos = Qos::exactly_once;
    sent.packet_id = 7;
    sent.dup = dup;
    Pubrec pubrec;
    pubrec.packet_id = 7;
    pubrec.reason_code = ReasonCode::no_matching_subscribers;
    const model::Trace trace = {event(Kind::client_packet, 0, 0, sent),
                                event(Kind::server_packet, 1, 0, pubrec)};
    const play::Settings settings;
    EXPECT_EQ(excuse(trace, 1, {Version::v5_0, settings, false}).empty(), !dup);
  }
}

TEST(Excuses, OfAMessageThatIsRetainedAMomentLater) {
  constexpr std::string_view both = "what was published meanwhile comes as retained, too";
  const auto subscribed = event(Kind::client_packet, 400, 0, Subscribe{});
  const auto published = event(Kind::client_packet, 500, 1, message(true));
  const auto passed_on = event(Kind::server_packet, 900, 0, message());
  const auto elsewhere = event(Kind::server_packet, 900, 2, message());
  EXPECT_EQ(reason({subscribed, published, passed_on}, true), both);
  EXPECT_EQ(reason({subscribed, published}, true), "");
  EXPECT_EQ(reason({subscribed, published, elsewhere}, true), "");
  EXPECT_EQ(reason({published, passed_on}, true), "");
  const play::Settings settings;
  const model::Trace long_after = {subscribed, published, passed_on,
                                   event(Kind::server_packet, 90'000, 0, message(true))};
  EXPECT_EQ(excuse(long_after, 3, {Version::v5_0, settings, false}), "");
}

TEST(Excuses, OfARetainedMessageThatIsJustBeingReplaced) {
  constexpr std::string_view old = "what is retained may be replaced a moment later";
  const auto other = [](bool retain, std::string_view topic) {
    auto publish = message(retain);
    publish.topic = topic;
    publish.payload = as_bytes("new");
    return event(Kind::client_packet, 500, 1, publish);
  };
  const auto first = event(Kind::client_packet, 100, 1, message(true));
  EXPECT_EQ(reason({first, other(true, "t")}, true), old);
  EXPECT_EQ(reason({first, other(true, "t")}, true, true), "");
  EXPECT_EQ(reason({first, other(true, "t")}), "");
  EXPECT_EQ(reason({first, other(false, "t")}, true), "");
  EXPECT_EQ(reason({first, other(true, "u")}, true), "");
  EXPECT_EQ(reason({other(true, "t")}, true), "");
  const play::Settings settings;
  const model::Trace long_after = {first, other(true, "t"),
                                   event(Kind::server_packet, 90'000, 0, message(true))};
  EXPECT_EQ(excuse(long_after, 2, {Version::v5_0, settings, false}), "");
}

TEST(Excuses, OfAnAnswerBeforeTheClosing) {
  const auto end = [](Kind kind, model::ConnectionId connection) {
    return model::TraceEvent{kind, 2, connection, Version::v5_0, nullptr, std::nullopt};
  };
  const auto bytes = std::make_shared<const std::vector<std::uint8_t>>(2, std::uint8_t{0x50});
  const model::TraceEvent garbage{Kind::client_garbage, 0, 0, Version::v5_0, bytes, std::nullopt};
  const auto answer = event(Kind::server_packet, 1, 0, Pubrel{.packet_id = 1});
  const play::Settings settings;
  const auto is_excused = [&](const model::Trace& trace, std::size_t position) {
    return excuse(trace, position, {Version::v5_0, settings, false}) ==
           "what is answered is closed on all the same";
  };
  EXPECT_TRUE(is_excused({garbage, answer, end(Kind::server_closed, 0)}, 1));
  EXPECT_FALSE(is_excused({garbage, answer, end(Kind::client_closed, 0)}, 1));
  EXPECT_FALSE(is_excused({garbage, answer, end(Kind::server_closed, 1)}, 1));
  EXPECT_FALSE(is_excused({answer, end(Kind::server_closed, 0)}, 0));
}

}  // namespace
}  // namespace mqttspec::conformance::judges
