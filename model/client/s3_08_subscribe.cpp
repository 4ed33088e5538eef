// See s3_08_subscribe.hpp.
#include "model/client/s3_08_subscribe.hpp"

#include <algorithm>

#include "codec/owned.hpp"
#include "codec/topic.hpp"
#include "model/client/s4_03_qos_sender.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

constexpr PacketType request_type(bool is_subscribe) {
  return is_subscribe ? PacketType::subscribe : PacketType::unsubscribe;
}

/// What the Server said that it does not offer (5.0 section 3.2.2.3).
std::optional<ReasonCode> objection_to(const ServerLimits& limits, const Subscribe& subscribe) {
  if (subscribe.properties.subscription_identifier && !limits.subscription_identifier_available)
    return ReasonCode::subscription_identifiers_not_supported;
  for (const auto each : subscribe.subscriptions) {
    if (is_shared(each.topic_filter) && !limits.shared_subscription_available)
      return ReasonCode::shared_subscriptions_not_supported;
    if (each.topic_filter.find_first_of("+#") != std::string_view::npos &&
        !limits.wildcard_subscription_available)
      return ReasonCode::wildcard_subscriptions_not_supported;
  }
  return std::nullopt;
}

/// False if the request cannot be made now; the application is told.
bool may_ask(Turn& turn, PacketType type) {
  const bool held_back =
      !has_send_quota(turn) && turn.faults.on(FaultId::subscribe_withheld_without_quota);
  if (turn.state.link == Link::connected && !held_back) {
    turn.rule("MQTT-3.3.4-8"_v5);
    return true;
  }
  turn.answer(type, 0, ReasonCode::unspecified_error);
  return false;
}

/// Keeps the request until it is answered, or tells that it is too large.
void keep_or_tell(Turn& turn, OpenRequest request, bool sent) {
  if (sent)
    turn.state.requests.push_back(std::move(request));
  else
    turn.answer(request_type(request.is_subscribe), request.packet_id,
                ReasonCode::packet_too_large);
}

void note_subscription(State& state, const owned::Subscription& asked,
                       std::optional<std::uint32_t> identifier) {
  auto& own = state.subscriptions;
  const auto known = std::ranges::find(own, asked.topic_filter, &OwnSubscription::topic_filter);
  if (known == own.end())
    own.push_back({asked.topic_filter, asked.maximum_qos, identifier});
  else  // until the answer comes, messages may follow the old options or the new ones
    *known = {asked.topic_filter, std::max(asked.maximum_qos, known->maximum_qos), identifier};
}

void forget_subscription(State& state, const std::string& topic_filter) {
  std::erase_if(state.subscriptions,
                [&](const auto& each) { return each.topic_filter == topic_filter; });
}

}  // namespace

void ask_subscribe(Turn& turn, const Subscribe& subscribe) {
  if (!may_ask(turn, PacketType::subscribe)) return;
  if (const auto objection = objection_to(turn.state.limits, subscribe)) {
    turn.answer(PacketType::subscribe, 0, *objection);
    return;
  }
  OpenRequest request;
  request.packet_id = next_packet_id(turn);
  request.subscription_identifier = subscribe.properties.subscription_identifier;
  auto out = to_owned(subscribe);
  out.packet_id = request.packet_id;
  request.subscriptions = out.subscriptions;
  const bool sent = turn.send(out, "MQTT-2.3.1-2"_v311 | "MQTT-2.2.1-3"_v5);
  if (sent)  // messages may come before the SUBACK
    for (const auto& each : request.subscriptions)
      note_subscription(turn.state, each, request.subscription_identifier);
  keep_or_tell(turn, std::move(request), sent);
}

void ask_unsubscribe(Turn& turn, const Unsubscribe& unsubscribe) {
  if (!may_ask(turn, PacketType::unsubscribe)) return;
  OpenRequest request;
  request.packet_id = next_packet_id(turn);
  request.is_subscribe = false;
  auto out = to_owned(unsubscribe);
  out.packet_id = request.packet_id;
  for (const auto& each : out.topic_filters)
    request.subscriptions.emplace_back().topic_filter = each.text;
  const bool sent = turn.send(out, "MQTT-2.3.1-2"_v311 | "MQTT-2.2.1-3"_v5);
  keep_or_tell(turn, std::move(request), sent);
}

void on_request_answered(Turn& turn, bool is_suback, std::uint16_t packet_id, Bytes reason_codes) {
  auto& requests = turn.state.requests;
  const auto place = std::ranges::find(requests, packet_id, &OpenRequest::packet_id);
  const bool has_codes = is_suback || turn.version() == Version::v5_0;
  if (place == requests.end() || place->is_subscribe != is_suback ||
      (has_codes && place->subscriptions.size() != reason_codes.size())) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
    return;
  }
  turn.rule("MQTT-2.3.1-3"_v311 | "U5.0-2.2.1-3"_v5);
  const auto request = std::move(*place);
  requests.erase(place);
  auto answer = ReasonCode::success;
  for (std::size_t i = 0; i < request.subscriptions.size(); ++i) {
    const auto code = has_codes ? static_cast<ReasonCode>(reason_codes[i]) : ReasonCode::success;
    if (is_failure(code) && !is_failure(answer)) answer = code;
    // What was refused was not changed: an older subscription goes on.
    if (!is_suback && !is_failure(code))
      forget_subscription(turn.state, request.subscriptions[i].topic_filter);
  }
  turn.answer(request_type(is_suback), packet_id, answer);
}

}  // namespace mqttspec::model::client
