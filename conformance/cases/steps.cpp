// See steps.hpp.
#include "conformance/cases/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::cases {

void granted(Run& run, const Arrival& suback, Qos qos) {
  for (const auto code : suback.as<Suback>().reason_codes)
    if (code != static_cast<std::uint8_t>(qos))
      run.decline(fmt::format("the SUBACK grants 0x{:02X} where QoS {} is asked for", code,
                              static_cast<int>(qos)));
}

Peer subscribed(Run& run, Topic topic_filter, Qos qos, std::string_view name) {
  Peer peer = run.client(name);
  granted(run, peer.subscribe(std::move(topic_filter), qos), qos);
  return peer;
}

Peer kept_subscriber(Run& run, Topic topic_filter, Qos qos, std::string_view name) {
  Peer peer = run.client(name, Session::kept);
  granted(run, peer.subscribe(std::move(topic_filter), qos), qos);
  peer.answer_by_hand();
  return peer;
}

bool is_accepted(Run& run, Peer& peer) {
  const auto code = peer.expect(connack()).as<Connack>().reason_code;
  constexpr ReasonCode for_want_of_room[] = {
      return_code::server_unavailable, ReasonCode::server_unavailable, ReasonCode::server_busy,
      ReasonCode::quota_exceeded, ReasonCode::connection_rate_exceeded};
  if (std::ranges::find(for_want_of_room, code) != std::end(for_want_of_room))
    run.inconclusive("a Server that has room for one more connection", "refused for want of it");
  return code == ReasonCode::success;
}

namespace {

Mismatch mismatch(const Run& run, const Arrival& arrival, const Pattern& wanted) {
  return wanted.mismatch(arrival.packet, run.setting());
}

}  // namespace

void must_be(Run& run, Must statement, const Arrival& arrival, const Pattern& wanted) {
  const auto wrong = mismatch(run, arrival, wanted);
  run.must_hold(statement, !wrong, wanted.describe(run.setting()), wrong.value_or("that"));
}

void should_be(Run& run, Should statement, const Arrival& arrival, const Pattern& wanted) {
  const auto wrong = mismatch(run, arrival, wanted);
  run.should_hold(statement, !wrong, wanted.describe(run.setting()), wrong.value_or("that"));
}

std::string payload(const Arrival& arrival) {
  return std::string(as_text(arrival.as<Publish>().payload));
}

std::uint16_t packet_id(const Arrival& arrival) { return arrival.as<Publish>().packet_id; }

std::uint16_t taken_until_pubrel(Peer& peer, const PublishSpec& message) {
  const auto id = packet_id(peer.expect(message));
  peer.send(pubrec(id));
  peer.expect(pubrel(id));
  return id;
}

void complete_qos_2(Peer& peer, std::uint16_t packet_id) {
  peer.send(pubrec(packet_id));
  peer.expect(pubrel(packet_id));
  peer.send(pubcomp(packet_id));
}

std::vector<Arrival> messages_until(Peer& peer, const Topic& topic, std::string_view last) {
  std::vector<Arrival> all;
  do {
    all.push_back(peer.expect(publish(topic)));
  } while (payload(all.back()) != last);
  return all;
}

std::vector<Arrival> only_messages(std::vector<Arrival> arrivals) {
  std::erase_if(arrivals,
                [](const Arrival& each) { return type_of(each.packet) != PacketType::publish; });
  return arrivals;
}

std::string payloads(const std::vector<Arrival>& arrivals) {
  std::string text;
  for (const auto& each : arrivals) text += (text.empty() ? "" : ",") + payload(each);
  return text;
}

}  // namespace mqttspec::conformance::cases
