// See arbitrary.hpp. One function a packet; what the Standards leave to the sender is a choice.
#include "codec/testing/arbitrary.hpp"

#include <cassert>

#include "codec/testing/arbitrary_properties.hpp"

namespace mqttspec {
namespace {

/// Who sends in what version, and where the fields come from.
struct Scene {
  ArbitraryFields& fields;
  Version version;
  Sender sender;

  bool is_5_0() const { return version == Version::v5_0; }
  Choices& choices() const { return fields.choices(); }
};

/// One of the codes that the packet may carry; 0x00 half of the time.
ReasonCode arbitrary_reason_code(const Scene& scene, PacketType type) {
  std::vector<ReasonCode> codes;
  for (const auto& use : reason_uses)
    if (use.packet == type && may_carry(type, use.code, scene.sender)) codes.push_back(use.code);
  assert(!codes.empty());
  if (type != PacketType::auth && !scene.choices().flag()) return ReasonCode::success;
  return codes[scene.choices().below(static_cast<std::uint32_t>(codes.size()))];
}

bool redirects(ReasonCode code) {
  return code == ReasonCode::use_another_server || code == ReasonCode::server_moved;
}

Bytes arbitrary_payload(const Scene& scene, const std::optional<std::uint8_t>& format_indicator) {
  return format_indicator == 1 ? scene.fields.text_payload() : scene.fields.payload();
}

Will arbitrary_will(const Scene& scene) {
  Will will;
  will.topic = scene.fields.topic_name();
  will.qos = scene.fields.qos();
  will.retain = scene.choices().flag();
  if (scene.is_5_0()) will.properties = arbitrary_will_properties(scene.fields);
  will.payload = scene.fields.binary();
  if (will.properties.payload_format_indicator == 1) will.payload = scene.fields.text_payload();
  return will;
}

Packet arbitrary_connect(const Scene& scene) {
  Connect connect;
  connect.version = scene.version;
  connect.clean_start = scene.choices().flag();
  connect.keep_alive = scene.fields.two_byte_integer(0);
  connect.client_id = scene.fields.text();
  connect.will = scene.fields.maybe([&] { return arbitrary_will(scene); });
  connect.user_name = scene.fields.maybe([&] { return scene.fields.text(); });
  connect.password = scene.fields.maybe([&] { return scene.fields.binary(); });
  if (scene.is_5_0()) {
    connect.properties = arbitrary_connect_properties(scene.fields);
  } else {
    if (connect.client_id.empty()) connect.clean_start = true;  // [MQTT-3.1.3-7] of 3.1.1
    if (!connect.user_name) connect.password.reset();           // [MQTT-3.1.2-22] of 3.1.1
  }
  return connect;
}

Packet arbitrary_connack(const Scene& scene) {
  Connack connack;
  if (scene.is_5_0()) {
    connack.reason_code = arbitrary_reason_code(scene, PacketType::connack);
    connack.properties = arbitrary_connack_properties(scene.fields, redirects(connack.reason_code));
  } else {
    connack.reason_code = ReasonCode{static_cast<std::uint8_t>(scene.choices().below(6))};
  }
  if (connack.reason_code == ReasonCode::success) connack.session_present = scene.choices().flag();
  return connack;
}

Packet arbitrary_publish(const Scene& scene) {
  Publish publish;
  publish.qos = scene.fields.qos();
  publish.retain = scene.choices().flag();
  if (publish.qos != Qos::at_most_once) {
    publish.dup = scene.choices().flag();
    publish.packet_id = scene.fields.packet_id();
  }
  publish.topic = scene.fields.topic_name();
  if (scene.is_5_0()) {
    publish.properties = arbitrary_publish_properties(scene.fields, scene.sender);
    if (publish.properties.topic_alias && scene.choices().flag()) publish.topic = {};
  }
  publish.payload = arbitrary_payload(scene, publish.properties.payload_format_indicator);
  return publish;
}

template <class Ack>
Packet arbitrary_publish_ack(const Scene& scene) {
  Ack ack;
  ack.packet_id = scene.fields.packet_id();
  if (scene.is_5_0()) {
    ack.reason_code = arbitrary_reason_code(scene, Ack::type);
    if (scene.choices().flag()) ack.properties = arbitrary_ack_properties(scene.fields);
  }
  return ack;
}

Subscription arbitrary_subscription(const Scene& scene) {
  Subscription subscription;
  subscription.topic_filter = scene.fields.topic_filter(scene.is_5_0());
  subscription.maximum_qos = scene.fields.qos();
  if (!scene.is_5_0()) return subscription;
  // [MQTT-3.8.3-4]
  const bool shared = subscription.topic_filter.starts_with("$share/");
  subscription.no_local = !shared && scene.choices().flag();
  subscription.retain_as_published = scene.choices().flag();
  subscription.retain_handling =
      RetainHandling{static_cast<std::uint8_t>(scene.choices().below(3))};
  return subscription;
}

Packet arbitrary_subscribe(const Scene& scene) {
  Subscribe subscribe;
  subscribe.packet_id = scene.fields.packet_id();
  if (scene.is_5_0()) subscribe.properties = arbitrary_subscribe_properties(scene.fields);
  subscribe.subscriptions = scene.fields.list(1, [&] { return arbitrary_subscription(scene); });
  return subscribe;
}

Bytes arbitrary_reason_codes(const Scene& scene, PacketType type) {
  constexpr std::uint8_t return_codes[] = {0x00, 0x01, 0x02, 0x80};
  std::vector<std::uint8_t> codes(1 + scene.choices().below(4));
  for (auto& code : codes)
    code = scene.is_5_0() ? static_cast<std::uint8_t>(arbitrary_reason_code(scene, type))
                          : scene.choices().one_of(return_codes);
  return scene.fields.arena().keep(std::span<const std::uint8_t>(codes));
}

Packet arbitrary_suback(const Scene& scene) {
  Suback suback;
  suback.packet_id = scene.fields.packet_id();
  if (scene.is_5_0()) suback.properties = arbitrary_ack_properties(scene.fields);
  suback.reason_codes = arbitrary_reason_codes(scene, PacketType::suback);
  return suback;
}

Packet arbitrary_unsubscribe(const Scene& scene) {
  Unsubscribe unsubscribe;
  unsubscribe.packet_id = scene.fields.packet_id();
  if (scene.is_5_0()) unsubscribe.properties = arbitrary_unsubscribe_properties(scene.fields);
  unsubscribe.topic_filters =
      scene.fields.list(1, [&] { return TopicFilter{scene.fields.topic_filter(scene.is_5_0())}; });
  return unsubscribe;
}

Packet arbitrary_unsuback(const Scene& scene) {
  Unsuback unsuback;
  unsuback.packet_id = scene.fields.packet_id();
  if (scene.is_5_0()) {
    unsuback.properties = arbitrary_ack_properties(scene.fields);
    unsuback.reason_codes = arbitrary_reason_codes(scene, PacketType::unsuback);
  }
  return unsuback;
}

Packet arbitrary_disconnect(const Scene& scene) {
  Disconnect disconnect;
  if (!scene.is_5_0()) return disconnect;
  disconnect.reason_code = arbitrary_reason_code(scene, PacketType::disconnect);
  if (scene.choices().flag())
    disconnect.properties = arbitrary_disconnect_properties(scene.fields, scene.sender,
                                                            redirects(disconnect.reason_code));
  return disconnect;
}

Packet arbitrary_auth(const Scene& scene) {
  Auth auth;
  auth.reason_code = arbitrary_reason_code(scene, PacketType::auth);
  auth.properties = arbitrary_auth_properties(scene.fields);
  return auth;
}

Packet arbitrary_typed(PacketType type, const Scene& scene) {
  switch (type) {
    case PacketType::connect:
      return arbitrary_connect(scene);
    case PacketType::connack:
      return arbitrary_connack(scene);
    case PacketType::publish:
      return arbitrary_publish(scene);
    case PacketType::puback:
      return arbitrary_publish_ack<Puback>(scene);
    case PacketType::pubrec:
      return arbitrary_publish_ack<Pubrec>(scene);
    case PacketType::pubrel:
      return arbitrary_publish_ack<Pubrel>(scene);
    case PacketType::pubcomp:
      return arbitrary_publish_ack<Pubcomp>(scene);
    case PacketType::subscribe:
      return arbitrary_subscribe(scene);
    case PacketType::suback:
      return arbitrary_suback(scene);
    case PacketType::unsubscribe:
      return arbitrary_unsubscribe(scene);
    case PacketType::unsuback:
      return arbitrary_unsuback(scene);
    case PacketType::pingreq:
      return Pingreq{};
    case PacketType::pingresp:
      return Pingresp{};
    case PacketType::disconnect:
      return arbitrary_disconnect(scene);
    case PacketType::auth:
      return arbitrary_auth(scene);
  }
  return Pingreq{};
}

}  // namespace

ArbitraryPacket arbitrary_packet_of(PacketType type, Choices& choices, Version version,
                                    Sender sender) {
  assert(may_send(version, sender, type));
  ArbitraryPacket made;
  ArbitraryFields fields(choices, made.storage);
  made.packet = arbitrary_typed(type, {fields, version, sender});
  return made;
}

ArbitraryPacket arbitrary_packet(Choices& choices, Version version, Sender sender) {
  std::vector<PacketType> types;
  for (const auto& row : packet_table)
    if (may_send(version, sender, row.type)) types.push_back(row.type);
  const auto type = types[choices.below(static_cast<std::uint32_t>(types.size()))];
  return arbitrary_packet_of(type, choices, version, sender);
}

}  // namespace mqttspec
