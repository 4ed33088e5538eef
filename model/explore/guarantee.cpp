// See guarantee.hpp.
#include "model/explore/guarantee.hpp"

namespace mqttspec::model::explore {

using namespace literals;

namespace {

constexpr auto property_table = std::to_array<GuaranteeRow>({
    {Guarantee::session_present_truth, "P01 SessionPresentTruth",
     "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5,
     "CONNACK says that a session is present if there is one and the CONNECT wants it"},
    {Guarantee::one_connection_per_client, "P05 OneConnectionPerClient",
     "MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5, "a new connection of a Client ends its old one"},
    {Guarantee::connack_first_once, "P07 ConnackFirstOnce", "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5,
     "one CONNACK comes on a connection, and before everything else"},
    {Guarantee::keep_alive, "P11 KeepAlive", "MQTT-3.1.2-24"_v311 | "MQTT-3.1.2-22"_v5,
     "a connection is closed when it has been silent for too long, and not before"},
    {Guarantee::id_unique_in_flight, "P14 IdUniqueInFlight",
     "MQTT-2.3.1-4"_v311 | "MQTT-2.2.1-4"_v5,
     "a new PUBLISH has a Packet Identifier that is neither 0 nor in use"},
    {Guarantee::id_release, "P15 IdRelease", "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5,
     "what is sent again keeps its Packet Identifier"},
    {Guarantee::error_closes, "P12 ErrorCloses", "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5,
     "the connection on which an error was made is closed, and only that"},
    {Guarantee::ack_matches, "P16 AckMatches", "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5,
     "an acknowledgement has the type and Packet Identifier that its cause asks for"},
    {Guarantee::qos_0_at_most_once, "P19 QoS0AtMostOnce", "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5,
     "a QoS 0 message arrives once at most"},
    {Guarantee::qos_1_acknowledged, "P20 QoS1AckObligation",
     "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, "a QoS 1 PUBLISH is answered by one PUBACK"},
    {Guarantee::qos_1_at_least_once, "P21 QoS1AtLeastOnce", "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
     "what was accepted at QoS 1 has arrived when all is at rest"},
    {Guarantee::pubrec_for_every_publish, "P22 QoS2NoDuplicate",
     "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, "every QoS 2 PUBLISH is answered by one PUBREC"},
    {Guarantee::qos_2_exactly_once, "P23 QoS2ExactlyOnce", "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5,
     "a QoS 2 message arrives once while the sessions last, and has when all is at rest"},
    {Guarantee::no_publish_after_pubrel, "P24 NoPublishAfterPubrel",
     "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, "a PUBLISH is not sent again after its PUBREL"},
    {Guarantee::pubrel_answered, "P25 PubrelAnswered", "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5,
     "a PUBREL is answered by one PUBCOMP"},
    {Guarantee::pubrec_answered, "P23 PubrecAnswered", "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5,
     "a PUBREC is answered by one PUBREL"},
    {Guarantee::resume_resends, "P29 ResumeResends", "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5,
     "a session that is resumed sends again what was not acknowledged"},
    {Guarantee::no_resend_in_connection, "P30 NoResendInConnection", "MQTT-4.4.0-1"_v5,
     "nothing is sent again on the same connection"},
    {Guarantee::dup_truth, "P31 DupTruth", "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5,
     "DUP is 1 if and only if a PUBLISH was sent before"},
    {Guarantee::effective_qos, "P32 EffectiveQoS", "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5,
     "a message comes at the lower one of its QoS and the one granted"},
    {Guarantee::delivered_only_if_matched, "P33 DeliveredOnlyIfMatched",
     "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5,
     "what is sent was published, and a subscription matched it"},
    {Guarantee::copies_bounded, "P34 CopiesBounded", "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5,
     "a message is sent no more often than subscriptions match it"},
    {Guarantee::ordered_topic, "P37 OrderedTopic", "MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5,
     "messages of one topic and QoS are sent in the order of their arrival"},
    {Guarantee::resend_order, "P38 ResendOrder", "MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-1"_v5,
     "PUBLISH packets are sent again in their original order"},
    {Guarantee::receive_maximum, "P40 ReceiveMaximum", "MQTT-3.3.4-9"_v5,
     "no more messages are under way than the Client's Receive Maximum"},
    {Guarantee::message_expiry, "P63 MessageExpiry", "MQTT-3.3.2-5"_v5,
     "a message is not sent for the first time after it expired"},
    {Guarantee::subscription_answered, "P45 SubackShape", "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5,
     "SUBSCRIBE and UNSUBSCRIBE are answered once, with a code for each Topic Filter"},
    {Guarantee::no_local, "P49 NoLocal", "MQTT-3.8.3-3"_v5,
     "a No Local subscription does not get what its own Client published"},
    {Guarantee::retained_on_subscribe, "P54 RetainedOnSubscribe",
     "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5,
     "a subscription gets the matching retained messages that Retain Handling asks for"},
    {Guarantee::retain_flag_forwarding, "P55 RetainFlagForwarding",
     "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5,
     "RETAIN is 1 for retained messages, and otherwise as Retain As Published asks"},
    {Guarantee::will_exactly_once, "P58 WillExactlyOnce", "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5,
     "a Will is published once if its connection ends without a normal DISCONNECT"},
    {Guarantee::will_when, "P59 WillWhen", "MQTT-3.1.3-9"_v5,
     "a Will is published when its delay has passed or its session ends, not before"},
    {Guarantee::unaltered, "P62 Unaltered", "MQTT-3.3.2-4"_v5,
     "what arrives is what was published"},
    {Guarantee::topic_alias, "P64 TopicAlias", "MQTT-3.3.2-7"_v5,
     "a Topic Alias stands for the topic that this connection gave it"},
    {Guarantee::ping_answered, "P67 PingAnswered", "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5,
     "a PINGREQ is answered by one PINGRESP"},
    {Guarantee::shared_once, "P51 SharedOnce", "MQTT-4.8.2-5"_v5,
     "a message goes to one of the Clients that share a subscription, and at QoS 2 to no other"},
    {Guarantee::auth_discipline, "P66 AuthDiscipline", "MQTT-4.12.0-5"_v5,
     "AUTH and CONNACK follow the exchange that the Client asked for, with its method"},
    {Guarantee::refusal_inert, "P08 RefusalInert", "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5,
     "what is refused changes nothing but that its connection is closed"},
    {Guarantee::negotiated_limits, "P68 NegotiatedLimits", "MQTT-3.2.2-9"_v5,
     "CONNACK says what the Server does not offer, and what it made of the Client's wishes"},
    {Guarantee::maximum_packet_size, "P43 MaxPacketSize", "MQTT-3.1.2-24"_v5,
     "no packet is larger than its Client takes it, and what follows it comes all the same"},
    {Guarantee::drain, "P44 NoStarvation", "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
     "once nothing more is lost, every exchange comes to its end and nothing waits"},
});

}  // namespace

std::span<const GuaranteeRow> explored_guarantees() { return property_table; }

const GuaranteeRow& row_of(Guarantee property) {
  return property_table[static_cast<std::size_t>(property)];
}

}  // namespace mqttspec::model::explore
