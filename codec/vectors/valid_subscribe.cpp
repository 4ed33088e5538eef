// SUBSCRIBE (section 3.8), UNSUBSCRIBE (3.10) and their acknowledgements (3.9, 3.11).
#include "codec/vectors/property_values.hpp"
#include "codec/vectors/valid.hpp"

namespace mqttspec::vectors {
namespace {

constexpr std::uint16_t identifiers[] = {10, 1, 127, 128, 255, 256, 32767, 32768, 65534, 65535};

std::vector<TextEdge> filters(ValidSink& sink) {
  std::vector<TextEdge> all(topic_filter_edges.begin(), topic_filter_edges.end());
  all.insert(all.end(), shared_filter_edges.begin(), shared_filter_edges.end());
  // 4.8.2 of 5.0 gives the word $share a meaning, with or without what has to follow it.
  for (auto& edge : all)
    if (sink.is_5_0() && edge.text.starts_with("$share") && !edge.text.starts_with("$share/"))
      edge.mark = Mark::contested;
  for (const std::size_t size : {127U, 128U, 255U, 256U, 16384U, 65535U})
    all.push_back(
        {sink.arena().keep(std::string_view(std::to_string(size) + " bytes")), sink.letters(size)});
  return all;
}

Packet subscribe_to(ValidSink& sink, std::initializer_list<Subscription> subscriptions,
                    std::uint16_t packet_id = 10, const SubscribeProperties& properties = {}) {
  Subscribe subscribe;
  subscribe.packet_id = packet_id;
  subscribe.properties = properties;
  subscribe.subscriptions = sink.arena().keep<Subscription>(
      std::span<const Subscription>(subscriptions.begin(), subscriptions.size()));
  return subscribe;
}

Packet unsubscribe_from(ValidSink& sink, std::initializer_list<TopicFilter> topic_filters,
                        std::uint16_t packet_id = 10,
                        const UnsubscribeProperties& properties = {}) {
  Unsubscribe unsubscribe;
  unsubscribe.packet_id = packet_id;
  unsubscribe.properties = properties;
  unsubscribe.topic_filters = sink.arena().keep<TopicFilter>(
      std::span<const TopicFilter>(topic_filters.begin(), topic_filters.size()));
  return unsubscribe;
}

// QoS, and in 5.0 every combination of the other options. No Local excludes a Shared Subscription
// ([MQTT-3.8.3-4]).
void add_options(ValidSink& sink, std::string_view filter) {
  const bool shared = filter.starts_with("$share/");
  for (unsigned choice = 0; choice < (sink.is_5_0() ? 36U : 3U); ++choice) {
    Subscription subscription;
    subscription.topic_filter = filter;
    subscription.maximum_qos = Qos{static_cast<std::uint8_t>(choice % 3)};
    subscription.no_local = (choice / 3 & 1) != 0;
    subscription.retain_as_published = (choice / 6 & 1) != 0;
    subscription.retain_handling = RetainHandling{static_cast<std::uint8_t>(choice / 12)};
    if (shared && subscription.no_local && sink.is_5_0()) continue;
    sink.add("options, choice " + std::to_string(choice) + ", of " + std::string(filter),
             subscribe_to(sink, {subscription}), choice < 7 ? Mark::twin : Mark::none);
  }
}

template <class Ack>
Packet acknowledge(ValidSink& sink, std::vector<std::uint8_t> codes, std::uint16_t packet_id = 10,
                   const AckProperties& properties = {}) {
  Ack ack;
  ack.packet_id = packet_id;
  ack.properties = properties;
  ack.reason_codes = sink.keep(codes);
  return ack;
}

std::vector<std::uint8_t> ack_codes(const ValidSink& sink, PacketType type) {
  if (!sink.is_5_0()) return {0, 1, 2, 0x80};
  std::vector<std::uint8_t> codes;
  for (const auto& use : reason_uses)
    if (use.packet == type) codes.push_back(static_cast<std::uint8_t>(use.code));
  return codes;
}

template <class Ack>
void add_subscribe_ack(ValidSink& sink, PropertyHost host) {
  for (const auto packet_id : identifiers)
    sink.add("Packet Identifier " + std::to_string(packet_id),
             acknowledge<Ack>(sink, {0}, packet_id), packet_id == 10 ? Mark::twin : Mark::none);
  const auto codes = ack_codes(sink, Ack::type);
  for (const auto a : codes) {
    sink.add("Reason Code " + std::to_string(a), acknowledge<Ack>(sink, {a}), Mark::twin);
    for (const auto b : codes)
      sink.add("Reason Codes " + std::to_string(a) + " and " + std::to_string(b),
               acknowledge<Ack>(sink, {a, b}), a == 0 && b == 0 ? Mark::twin : Mark::none);
  }
  sink.add("every Reason Code", acknowledge<Ack>(sink, codes));
  const std::size_t others = sink.is_5_0() ? 3 : 2;
  for (const std::size_t length : {127U, 128U, 16383U, 16384U})
    sink.add("Remaining Length " + std::to_string(length),
             acknowledge<Ack>(sink, std::vector<std::uint8_t>(length - others)));
  if (!sink.is_5_0()) return;
  add_properties<AckProperties>(sink, host, "", [&](const AckProperties& properties) {
    return acknowledge<Ack>(sink, {0}, 10, properties);
  });
}

}  // namespace

void add_subscribe(ValidSink& sink) {
  if (!sink.from_client()) return;
  sink.add("plain", subscribe_to(sink, {{.topic_filter = "t"}}), Mark::twin);
  add_options(sink, "t");
  add_options(sink, "$share/g/t");
  for (const auto& edge : filters(sink)) {
    sink.add("Topic Filter, " + std::string(edge.name),
             subscribe_to(sink, {{.topic_filter = edge.text, .maximum_qos = Qos::at_least_once}}),
             edge.mark);
    sink.add("second Topic Filter, " + std::string(edge.name),
             subscribe_to(sink, {{.topic_filter = "a"}, {.topic_filter = edge.text}}), edge.mark);
  }
  for (const auto packet_id : identifiers)
    sink.add("Packet Identifier " + std::to_string(packet_id),
             subscribe_to(sink, {{.topic_filter = "t"}}, packet_id));
  if (!sink.is_5_0()) return;
  add_properties<SubscribeProperties>(
      sink, PropertyHost::subscribe, "", [&](const SubscribeProperties& properties) {
        return subscribe_to(sink, {{.topic_filter = "t"}}, 10, properties);
      });
}

void add_unsubscribe(ValidSink& sink) {
  if (!sink.from_client()) return;
  sink.add("plain", unsubscribe_from(sink, {{"t"}}), Mark::twin);
  for (const auto& edge : filters(sink)) {
    sink.add("Topic Filter, " + std::string(edge.name), unsubscribe_from(sink, {{edge.text}}),
             edge.mark);
    sink.add("second Topic Filter, " + std::string(edge.name),
             unsubscribe_from(sink, {{"a"}, {edge.text}}), edge.mark);
  }
  for (const auto packet_id : identifiers)
    sink.add("Packet Identifier " + std::to_string(packet_id),
             unsubscribe_from(sink, {{"t"}}, packet_id));
  if (!sink.is_5_0()) return;
  add_properties<UnsubscribeProperties>(sink, PropertyHost::unsubscribe, "",
                                        [&](const UnsubscribeProperties& properties) {
                                          return unsubscribe_from(sink, {{"t"}}, 10, properties);
                                        });
}

void add_subscribe_acks(ValidSink& sink) {
  if (sink.from_client()) return;
  add_subscribe_ack<Suback>(sink, PropertyHost::suback);
  if (sink.is_5_0()) return add_subscribe_ack<Unsuback>(sink, PropertyHost::unsuback);
  for (const auto packet_id : identifiers) {
    Unsuback unsuback;
    unsuback.packet_id = packet_id;
    sink.add("Packet Identifier " + std::to_string(packet_id), unsuback,
             packet_id == 10 ? Mark::twin : Mark::none);
  }
}

}  // namespace mqttspec::vectors
