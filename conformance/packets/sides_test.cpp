// What can be sent and what can be expected, as the compiler sees it; and that what is both means
// the same packet on both sides.
#include <gtest/gtest.h>

#include "codec/owned.hpp"
#include "conformance/packets/builders.hpp"
#include "conformance/play/peer.hpp"

namespace mqttspec::conformance::packets {
namespace {

template <class Spec>
concept CanBeSent = requires(play::Peer peer, const Spec& spec) { peer.send(spec); } &&
                    requires(play::Peer peer, const Spec& spec) { peer.send_illegal(spec); } &&
                    requires(const Spec& spec) { raw(spec); };
template <class Spec>
concept CanBeSentSomehow =
    requires(play::Peer peer, const Spec& spec) { peer.send(spec); } ||
    requires(play::Peer peer, const Spec& spec) { peer.send_illegal(spec); } ||
    requires(const Spec& spec) { raw(spec); };
template <class Spec>
concept CanBeExpected = requires(play::Peer peer, const Spec& spec) { peer.expect(spec); };

static_assert(CanBeSent<ConnectSpec> && !CanBeExpected<ConnectSpec>);
static_assert(CanBeSent<SubscribeSpec> && !CanBeExpected<SubscribeSpec>);
static_assert(CanBeSent<UnsubscribeSpec> && !CanBeExpected<UnsubscribeSpec>);
static_assert(CanBeSent<PingreqSpec> && !CanBeExpected<PingreqSpec>);

static_assert(CanBeExpected<ConnackSpec> && !CanBeSentSomehow<ConnackSpec>);
static_assert(CanBeExpected<SubackSpec> && !CanBeSentSomehow<SubackSpec>);
static_assert(CanBeExpected<PingrespSpec> && !CanBeSentSomehow<PingrespSpec>);

static_assert(CanBeSent<PublishSpec> && CanBeExpected<PublishSpec>);
static_assert(CanBeSent<AckSpec> && CanBeExpected<AckSpec>);
static_assert(CanBeSent<ReasonSpec> && CanBeExpected<ReasonSpec>);

template <class Spec>
Mismatch compared(const Spec& pattern, const Spec& stimulus) {
  const Names names("k3x9", 7);
  const PacketSetting setting{names, Version::v5_0};
  const auto packet = stimulus.packet(setting);
  return pattern.mismatch(BorrowedPacket(packet).packet(), setting);
}

PublishSpec with_everything() {
  return publish("t", "x")
      .qos1(7)
      .retain()
      .dup()
      .with(Property::response_topic, "answer")
      .with(Property::topic_alias, 3)
      .user("a", "b")
      .without(Property::content_type);
}

TEST(Sides, WhatIsSentIsWhatIsExpected) {
  EXPECT_EQ(compared(with_everything(), with_everything()), std::nullopt);
  EXPECT_EQ(compared(publish("t"), with_everything()), std::nullopt);
  EXPECT_EQ(compared(puback(7).codes({ReasonCode::no_matching_subscribers}),
                     puback(7).codes({ReasonCode::no_matching_subscribers})),
            std::nullopt);
  EXPECT_EQ(compared(disconnect(), disconnect().with(Property::reason_string, "r")), std::nullopt);
}

TEST(Sides, MismatchesAreInTheNotation) {
  EXPECT_EQ(compared(publish("u"), with_everything()), R"(topic is "t", not "u")");
  EXPECT_EQ(compared(publish("t", "y"), with_everything()),
            R"(it has payload "x", not payload "y")");
  EXPECT_EQ(compared(publish("t").qos2(), with_everything()), "it is QoS1, not QoS2");
  EXPECT_EQ(compared(publish("t").with(Property::topic_alias, 4), with_everything()),
            "Topic Alias: {Topic Alias 3}, not {Topic Alias 4}");
  EXPECT_EQ(compared(publish("t").with(Property::content_type, "c"), with_everything()),
            R"(Content Type: none, not {Content Type "c"})");
  EXPECT_EQ(compared(publish("t").without(Property::topic_alias), with_everything()),
            "it has a Topic Alias");
  EXPECT_EQ(compared(puback(7), puback(7).codes({ReasonCode::not_authorized})),
            "the code is 0x87 Not authorized");
  EXPECT_EQ(compared(puback(7), puback(8)), "Packet Identifier is 8, not 7");
}

TEST(Sides, DescribedInTheNotation) {
  const Names names("k3x9", 7);
  const PacketSetting setting{names, Version::v5_0};
  EXPECT_EQ(with_everything().describe(setting),
            R"(PUBLISH "t" QoS1 id=7 DUP retain payload "x" )"
            R"({Response Topic "answer", Topic Alias 3, User Property "a"="b"} )"
            "without Content Type");
  EXPECT_EQ(subscribe(3).filter("t", Qos::at_least_once).no_local().describe(setting),
            R"(SUBSCRIBE id=3 "t" QoS1 no-local)");
  EXPECT_EQ(suback(3).code({ReasonCode{0x00}, ReasonCode{0x87}}).describe(setting),
            "SUBACK id=3 0x00 Granted QoS 0|0x87 Not authorized");
  EXPECT_EQ(raw(pingreq()).because("a reason").describe(setting), "PINGREQ (a reason)");
}

}  // namespace
}  // namespace mqttspec::conformance::packets
