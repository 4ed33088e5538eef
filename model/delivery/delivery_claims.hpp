// What the sixteen-row table of a popular introduction claims about these combinations (the one in
// 「MQTT 协议基本介绍」 of 2023), and how it stands beside the delivery table.
#pragma once

#include <optional>
#include <string_view>

#include "model/delivery/delivery_table.hpp"

namespace mqttspec::model::delivery {

/// What "a Client gets when it connects", as the introduction has it.
enum class Claim : std::uint8_t { nothing, last, all };
/// "nothing", "the last" or "all".
std::string_view to_string(Claim claim);

/// The claim about a row, or nothing: the introduction has only QoS 0 and 1, and no versions. It
/// does not say either what happened before; what is judged is a Client that returns.
std::optional<Claim> claim_about(const DeliveryRow& row);

/// How a claim stands.
enum class ClaimVerdict : std::uint8_t {
  right,
  only_after_subscribing,   // the connect alone brings nothing, a SUBSCRIBE has to bring it
  advised_for_subscribing,  // … a SUBSCRIBE should bring it, which is not certain
  too_strict,               // denies what a Server may do
  wrong,
};
/// In words for a reader.
std::string_view to_string(ClaimVerdict verdict);

/// The claim beside the two cells that a returning Client sees: on its connect, and on the
/// SUBSCRIBE after it.
ClaimVerdict judge(Claim claim, const DeliveryCell& returns, const DeliveryCell& subscribes_again);

}  // namespace mqttspec::model::delivery
