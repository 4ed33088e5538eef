// See slices.hpp.
#include "model/explore/slices.hpp"

#include "model/explore/pairs.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

template <int one, int other>
constexpr Slice pair(std::string_view name) {
  return {name, "pair", "both at minimal bounds", &make_pair<one, other>};
}

constexpr auto slice_table = std::to_array<Slice>({
    {"S1", "QoS x session x reconnect",
     "5.0: a publisher of 3 QoS 2 messages, 2 of them at once, 2 subscribers, sessions that last, "
     "2 losses",
     &make_s1},
    {"S1-3.1.1", "QoS x session x reconnect", "the same in 3.1.1, 1 loss", &make_s1_v311},
    {"S1-takeover", "QoS x session x reconnect",
     "the same in 5.0, 1 loss that the broker does not notice at first", &make_s1_takeover},
    {"S1-clean", "QoS x session x reconnect",
     "2 QoS 2 messages, 1 subscriber; everybody returns with Clean Start or without, 2 losses",
     &make_s1_clean},
    {"S1-qos-1", "QoS x session x reconnect",
     "2 QoS 1 and 1 QoS 0 messages, 2 subscribers at QoS 1, 2 losses", &make_s1_qos_1},
    {"S1-errors", "QoS x session x reconnect",
     "5.0: 2 QoS 2 messages, and between them every kind of error of their publisher, which has a "
     "Will or not, and receives what it sends; 1 loss",
     &make_s1_errors},
    {"S1-errors-3.1.1", "QoS x session x reconnect", "the same in 3.1.1", &make_s1_errors_v311},
    {"S1-restart", "QoS x session x reconnect",
     "as S1 with 1 loss and 1 restart of the broker, which keeps its state", &make_s1_restart,
     true},
    {"S1-reset", "QoS x session x reconnect",
     "2 QoS 2 messages in 3.1.1, 1 restart of the broker, which loses its state", &make_s1_reset},
    {"S2", "retained x subscribe options x overlap",
     "2 retained topics, set, replaced and cleared; every Retain Handling, Retain As Published, No "
     "Local, overlapping filters, 1 loss",
     &make_s2},
    {"S3", "will x delay x expiry x takeover",
     "5 kinds of connection with a Will, 4 of return; DISCONNECT 0x00 or 0x04, 1 loss and 1 that "
     "the broker does not notice at first, 4 s",
     &make_s3},
    {"S3-errors", "will x delay x error x takeover",
     "5.0: every kind of error of a Client with a Will and without a session, an interval raised "
     "from 0 by DISCONNECT among them, also by what arrives late; 1 loss, 1 that the broker does "
     "not notice at first, 2 s",
     &make_s3_errors},
    {"S4", "Receive Maximum x expiry",
     "5 messages of every QoS, 2 of them expire; Receive Maximum 1 or 2, 1 loss, 3 s", &make_s4},
    {"S4-size", "Receive Maximum x size",
     "3 messages, 1 of them larger than the Client takes it; Receive Maximum 1, 2 losses",
     &make_s4_size},
    {"S4-resumed", "Receive Maximum x reconnect",
     "4 messages; Receive Maximum 3, then 1 or 3; fewer in flight than it permits, also of what is "
     "sent again, and both ways to count the quota; 2 losses",
     &make_s4_resumed},
    {"S4-errors", "Receive Maximum x error",
     "2 QoS 2 messages to a Server of Receive Maximum 1, and before each PUBREL perhaps another "
     "one "
     "that exceeds it; 2 losses and 1 that the broker does not notice at first",
     &make_s4_errors},
    {"S5", "Topic Alias x reconnect",
     "4 messages on 2 topics, one alias in each direction, 2 losses", &make_s5},
    {"S5-size", "Topic Alias x size",
     "4 messages on 2 topics, 2 of them larger than the Client takes them, 1 only with an alias; "
     "one "
     "alias, 1 loss",
     &make_s5_size},
    {"S6", "Shared Subscriptions x loss",
     "a QoS 2 and a QoS 1 message for 2 Clients that share, every choice among them, 2 losses",
     &make_s6},
    {"S6-end", "Shared Subscriptions x loss", "the same, and one session ends with its connection",
     &make_s6_end},
    {"S6-refused", "Shared Subscriptions x loss",
     "the same with 1 loss, and one of the Clients refuses every message", &make_s6_refused},
    {"S7", "authentication x re-authentication",
     "a Client that authenticates, publishes and receives, and authenticates anew twice; 1 loss "
     "and "
     "1 that the broker does not notice at first",
     &make_s7},
    {"S7-wrong", "authentication x re-authentication",
     "the same with 1 loss, and a Client of the same name that cannot authenticate",
     &make_s7_wrong},
    {"S7-errors", "authentication x error",
     "every kind of error in the exchange of an authentication, also in that of a second one; 1 "
     "loss that the broker does not notice at first",
     &make_s7_errors},
    {"S8", "CONNECT and CONNACK negotiation",
     "a Server of QoS 1 that retains nothing and shortens sessions; 5 ways to come back, 2 of them "
     "refused; 1 loss, 1 that the broker does not notice at first, 3 s",
     &make_s8},
    {"S8-names", "CONNECT and CONNACK negotiation",
     "Clients that leave their name to the Server, 1 of 3 ways is refused; 2 losses",
     &make_s8_names},
    {"S8-early", "CONNECT and CONNACK negotiation",
     "a Client that publishes behind its CONNECT before it has the CONNACK, 1 of 3 ways is "
     "refused; "
     "2 losses",
     &make_s8_early},
    {"S8-errors", "CONNECT and CONNACK negotiation",
     "every kind of error instead of CONNECT, in both versions, by a Client with a Will and a "
     "session; then also what such a Server does not offer; what is sent arrives late, 1 loss, 1 "
     "that the broker does not notice at first",
     &make_s8_errors},
    {"S9", "3.1.1 and 5.0 by turns",
     "publisher and subscriber come back in either version, with sessions of 3 kinds; 1 loss, 1 "
     "that "
     "the broker does not notice at first, 2 s",
     &make_s9},
    {"S1-pieces", "QoS x packets in pieces",
     "5.0: a Client publishes at QoS 2 and receives its own message, its packets arrive in up to 4 "
     "pieces; 2 losses",
     &make_s1_pieces},
    {"S3-pieces", "will x Keep Alive x packets in pieces",
     "5.0: a Client with a Will and a Keep Alive of 1 s publishes and pings, its packets arrive in "
     "up to 4 pieces, also CONNECT, for which the Server waits 1 s; 1 loss, 2.5 s in halves",
     &make_s3_pieces},
    {"S3-pieces-3.1.1", "will x Keep Alive x packets in pieces",
     "the same in 3.1.1, and the broker does not notice the loss at first", &make_s3_pieces_v311},
    {"S3-pieces-long", "will x Keep Alive x packets in pieces",
     "the same in 5.0 with 1 loss and 1 that the broker does not notice at first, 3 s",
     &make_s3_pieces_long, true},
    {"S8-pieces", "errors x packets in pieces",
     "every kind of illegal packet, in both versions instead of CONNECT and in 5.0 behind it, one "
     "larger than the Server takes it among them, in up to 4 pieces; 1 loss",
     &make_s8_pieces},
    {"S1-mixed", "QoS x session x reconnect in both versions",
     "a Client of 3.1.1 and one of 5.0, each publishes 2 messages, of QoS 2, 1 and 0, to both or "
     "to "
     "the other; 1 loss",
     &make_s1_mixed},
    {"S2-mixed", "retained x subscribe options in both versions",
     "a Client of 3.1.1 and one of 5.0 set, replace and clear a retained message, and subscribe "
     "and subscribe again; 1 loss",
     &make_s2_mixed},
    {"S3-mixed", "will x delay in both versions",
     "Wills of 3.1.1 and 5.0, one of them delayed and retained, for a Client of either version; 1 "
     "loss, 1 that the broker does not notice at first, 2 s",
     &make_s3_mixed},
    {"S4-mixed", "Receive Maximum x expiry in both versions",
     "3.1.1 publishes 2 messages to 5.0 with Receive Maximum 1 and gets 1 that expires; 1 loss, 2 "
     "s",
     &make_s4_mixed},
    {"S6-mixed", "Shared Subscriptions x loss in both versions",
     "a QoS 2 and a QoS 1 message of 3.1.1 for 2 Clients of 5.0 that share, and for itself; 1 loss",
     &make_s6_mixed},
    pair<1, 2>("S1+S2"),
    pair<1, 3>("S1+S3"),
    pair<1, 4>("S1+S4"),
    pair<1, 5>("S1+S5"),
    pair<1, 6>("S1+S6"),
    pair<1, 7>("S1+S7"),
    pair<1, 8>("S1+S8"),
    pair<1, 9>("S1+S9"),
    pair<2, 3>("S2+S3"),
    pair<2, 4>("S2+S4"),
    pair<2, 5>("S2+S5"),
    pair<2, 6>("S2+S6"),
    pair<2, 7>("S2+S7"),
    pair<2, 8>("S2+S8"),
    pair<2, 9>("S2+S9"),
    pair<3, 4>("S3+S4"),
    pair<3, 5>("S3+S5"),
    pair<3, 6>("S3+S6"),
    pair<3, 7>("S3+S7"),
    pair<3, 8>("S3+S8"),
    pair<3, 9>("S3+S9"),
    pair<4, 5>("S4+S5"),
    pair<4, 6>("S4+S6"),
    pair<4, 7>("S4+S7"),
    pair<4, 8>("S4+S8"),
    pair<4, 9>("S4+S9"),
    pair<5, 6>("S5+S6"),
    pair<5, 7>("S5+S7"),
    pair<5, 8>("S5+S8"),
    pair<5, 9>("S5+S9"),
    pair<6, 7>("S6+S7"),
    pair<6, 8>("S6+S8"),
    pair<6, 9>("S6+S9"),
    pair<7, 8>("S7+S8"),
    pair<7, 9>("S7+S9"),
    pair<8, 9>("S8+S9"),
});

}  // namespace

std::span<const Slice> slices() { return slice_table; }

const Slice* find_slice(std::string_view name) {
  for (const auto& slice : slice_table)
    if (slice.name == name) return &slice;
  return nullptr;
}

}  // namespace mqttspec::model::explore
