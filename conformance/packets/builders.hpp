// The words in which cases write packets: publish("t", "hello").qos1(7).retain().
#pragma once

#include "conformance/packets/acknowledgement.hpp"
#include "conformance/packets/connack.hpp"
#include "conformance/packets/connect.hpp"
#include "conformance/packets/ping.hpp"
#include "conformance/packets/publish.hpp"
#include "conformance/packets/raw.hpp"
#include "conformance/packets/reason.hpp"
#include "conformance/packets/suback.hpp"
#include "conformance/packets/subscribe.hpp"
#include "conformance/packets/unsubscribe.hpp"

namespace mqttspec::conformance::packets {

inline Raw raw(std::string_view hex) { return Raw(hex); }
template <class Spec>
  requires std::derived_from<Spec, Stimulus>
Raw raw(const Spec& spec) {
  return Raw(spec);
}

}  // namespace mqttspec::conformance::packets
