// See slices.hpp.
#include "model/explore/slices.hpp"

#include "model/explore/slice_list.hpp"

namespace mqttspec::model {

namespace {

constexpr auto slice_table = std::to_array<Slice>({
    {"S1", "QoS x session x reconnect",
     "5.0: a publisher of 3 QoS 2 messages, 2 subscribers, sessions that last, 2 losses",
     Room::tight, &make_s1},
    {"S1-3.1.1", "QoS x session x reconnect", "the same in 3.1.1, 1 loss", Room::tight,
     &make_s1_v311},
    {"S1-takeover", "QoS x session x reconnect",
     "the same in 5.0, 1 loss that the broker does not notice at first", Room::tight,
     &make_s1_takeover},
    {"S1-clean", "QoS x session x reconnect",
     "2 QoS 2 messages, 1 subscriber; everybody returns with Clean Start or without, 2 losses",
     Room::tight, &make_s1_clean},
    {"S1-qos-1", "QoS x session x reconnect",
     "2 QoS 1 and 1 QoS 0 messages, 2 subscribers at QoS 1, 2 losses", Room::tight, &make_s1_qos_1},
    {"S2", "retained x subscribe options x overlap",
     "2 retained topics, set, replaced and cleared; every Retain Handling, Retain As Published, No "
     "Local, overlapping filters, 1 loss",
     Room::roomy, &make_s2},
    {"S3", "will x delay x expiry x takeover",
     "5 kinds of connection with a Will, 4 of return; DISCONNECT 0x00 or 0x04, 1 loss and 1 that "
     "the broker does not notice at first, 4 s",
     Room::roomy, &make_s3},
    {"S4", "Receive Maximum x expiry",
     "5 messages of every QoS, 2 of them expire; Receive Maximum 1 or 2, 1 loss, 3 s", Room::roomy,
     &make_s4},
    {"S5", "Topic Alias x reconnect",
     "4 messages on 2 topics, one alias in each direction, 2 losses", Room::roomy, &make_s5},
});

}  // namespace

std::span<const Slice> slices() { return slice_table; }

const Slice* find_slice(std::string_view name) {
  for (const auto& slice : slice_table)
    if (slice.name == name) return &slice;
  return nullptr;
}

}  // namespace mqttspec::model
