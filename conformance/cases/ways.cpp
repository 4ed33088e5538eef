// See ways.hpp.
#include "conformance/cases/ways.hpp"

#include <fmt/format.h>

namespace mqttspec::conformance::cases {

namespace {

std::string topic(std::size_t number) { return fmt::format("w/{}", number); }

PublishSpec message(const Delivery& delivery, std::size_t number) {
  auto spec = publish(topic(number), delivery.payloads[number - 1]).at(delivery.qos);
  if (delivery.has_properties) add_properties(spec);
  return spec.retain(delivery.retain);
}

void publish_all(Run& run, const Delivery& delivery) {
  auto pub = run.client("pub");
  for (std::size_t i = 1; i <= delivery.payloads.size(); ++i) pub.publish(message(delivery, i));
}

Peer subscriber(Run& run, const ConnectSpec& connect, const Delivery& delivery,
                std::string_view before = "") {
  auto sub = run.client(connect);
  if (delivery.by_hand) sub.answer_by_hand();  // what is retained may come before the SUBACK
  subscribe_to(run, sub, delivery, before);
  return sub;
}

ConnectSpec kept(ConnectSpec connect) { return connect.keep_session(); }

}  // namespace

void subscribe_to(Run& run, Peer& peer, const Delivery& delivery, std::string_view before) {
  auto spec = packets::subscribe(peer.next_packet_id());
  for (std::size_t i = 1; i <= delivery.payloads.size(); ++i)
    spec.filter(std::string(before) + topic(i), delivery.qos);
  if (delivery.identifier != 0) spec.with(Property::subscription_identifier, delivery.identifier);
  granted(run, peer.subscribe(spec), delivery.qos);
}

Peer live(Run& run, const Delivery& delivery) {
  auto sub = subscriber(run, delivery.connect, delivery);
  sub.ping();  // what the subscription itself brings has come
  publish_all(run, delivery);
  return sub;
}

Peer retained(Run& run, const Delivery& delivery) {
  auto kept = delivery;
  kept.retain = true;
  publish_all(run, kept);
  for (std::size_t i = 1; i <= delivery.payloads.size(); ++i)
    wait_until_stored(run, topic(i), publish(topic(i), delivery.payloads[i - 1]));
  return subscriber(run, delivery.connect, delivery);
}

Peer stored(Run& run, const Delivery& delivery) {
  auto sub = run.client(connect("sub").keep_session());
  subscribe_to(run, sub, delivery);
  leave(sub);
  publish_all(run, delivery);
  if (delivery.by_hand) sub.answer_by_hand();
  sub.reconnect(kept(delivery.connect));
  return sub;
}

Peer shared(Run& run, const Delivery& delivery) {
  auto sub = subscriber(run, delivery.connect, delivery, "$share/group/");
  publish_all(run, delivery);
  return sub;
}

Peer of_wills(Run& run, const Delivery& delivery) {
  auto sub = subscriber(run, delivery.connect, delivery);
  sub.ping();
  for (std::size_t i = 1; i <= delivery.payloads.size(); ++i) {
    auto spec = will(topic(i), delivery.payloads[i - 1]).qos(delivery.qos);
    if (delivery.has_properties) add_properties(spec);
    if (delivery.retain) spec.retain();
    run.client(connect(fmt::format("will{}", i)).will(spec)).drop_connection();
  }
  return sub;
}

Peer resent(Run& run, const Delivery& delivery) {
  auto sub = run.client(connect("sub").keep_session());
  subscribe_to(run, sub, delivery);
  sub.answer_by_hand();
  sub.ping();
  publish_all(run, delivery);
  messages_that_come(run, sub, delivery.payloads.size());
  sub.drop_connection();
  if (!delivery.by_hand) sub.answer_by_itself();
  sub.reconnect(kept(delivery.connect));
  return sub;
}

std::vector<Arrival> messages_that_come(Run& run, Peer& peer, std::size_t count) {
  auto all = only_messages(peer.drain());
  for (Time wait = 10; all.size() < count && wait < run.settings().patience; wait *= 2) {
    run.let_time_pass(wait);
    for (auto& each : only_messages(peer.drain())) all.push_back(std::move(each));
  }
  return all;
}

}  // namespace mqttspec::conformance::cases
