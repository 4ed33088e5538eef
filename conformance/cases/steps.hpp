// Steps that many cases take: subscriptions that are granted as asked, and what a message says.
#pragma once

#include "conformance/cases/vocabulary.hpp"

namespace mqttspec::conformance::cases {

/// Ends the case as declined unless every code of the SUBACK grants `qos`: a Server may grant less
/// than it is asked for (3.8.4), and then what the case needs cannot come about.
void granted(Run& run, const Arrival& suback, Qos qos);

/// A client with this subscription, granted at the QoS that it asks for.
Peer subscribed(Run& run, Topic topic_filter, Qos qos, std::string_view name = "sub");
/// The same with a Session that is kept, whose exchanges the case completes by hand.
Peer kept_subscriber(Run& run, Topic topic_filter, Qos qos, std::string_view name = "sub");

/// Whether the Server answers a CONNECT by accepting it. A refusal for want of room says nothing,
/// and ends the case as inconclusive.
bool is_accepted(Run& run, Peer& peer);

/// The statement demands that the packet is as `wanted`.
void must_be(Run& run, Must statement, const Arrival& arrival, const Pattern& wanted);
/// The statement recommends, or states, that the packet is as `wanted`.
void should_be(Run& run, Should statement, const Arrival& arrival, const Pattern& wanted);

/// The payload of a PUBLISH.
std::string payload(const Arrival& arrival);
/// The Packet Identifier of a PUBLISH.
std::uint16_t packet_id(const Arrival& arrival);

/// Takes a message of QoS 2, as part of the set-up, up to the PUBREL. Returns its Packet
/// Identifier.
std::uint16_t taken_until_pubrel(Peer& peer, const PublishSpec& message);
/// Answers a PUBLISH of QoS 2 to the end of its exchange, as part of the set-up.
void complete_qos_2(Peer& peer, std::uint16_t packet_id);

/// The messages on a topic in the order of their arrival, up to the one with the payload `last`,
/// which has to arrive as part of the set-up.
std::vector<Arrival> messages_until(Peer& peer, const Topic& topic, std::string_view last);

/// How many messages above QoS 0 the Server takes at a time (5.0: Receive Maximum), but no more
/// than `wanted`.
int taken_at_a_time(const Peer& publisher, int wanted);
/// Publishes "1" to `last` on a topic, four at a time if the Server takes as many, and completes
/// their exchanges as part of the set-up. Packet Identifiers are the same numbers.
void publish_together(Peer& publisher, const Topic& topic, Qos qos, int last);
/// The same packets in the order in which they arrived, in which a Client has to answer them (4.6).
std::vector<Arrival> in_order_of_arrival(std::vector<Arrival> arrivals);
/// Answers messages of QoS 1, in the order in which they arrived; PUBREC to what is of QoS 2.
void acknowledge(Peer& peer, std::vector<Arrival> arrivals);

/// Waits, within the late limit, until a new subscriber to `filter` is sent `message`: no time is
/// given in which what was published has to be stored.
void wait_until_stored(Run& run, const Topic& filter, const PublishSpec& message);
/// The same, until it is not sent `message`: it is stored no longer, or was only on its way.
void wait_until_gone(Run& run, const Topic& filter, const PublishSpec& message);
/// Connects again with a Session in which the client has an exchange of its own to go on with. Ends
/// the case as inconclusive where the Server denies that Session, since the client then has to
/// forget it as well (3.2.2.1.1 of 5.0); whether the Server may is the matter of the monitors.
void resume(Run& run, Peer& peer);

/// Subscribes to a topic by which `goes_on` finds out whether the Session is kept.
void mark(Peer& peer);
/// True if a client that came back is still served by its subscription from `mark`: then its
/// Session goes on, whatever Session Present says.
bool goes_on(Run& run, Peer& peer);

/// The PUBLISH packets among `arrivals`.
std::vector<Arrival> only_messages(std::vector<Arrival> arrivals);
/// The payloads of `arrivals`, with a comma between each two: "1,2,3".
std::string payloads(const std::vector<Arrival>& arrivals);

}  // namespace mqttspec::conformance::cases
