// See streams.hpp.
#include "bench/streams.hpp"

#include <cstdlib>

namespace mqttspec::bench {
namespace {

constexpr std::size_t packets_in_a_stream = 1000;

const std::string topic = "site/7/line/12/station/temp/0042";
const std::vector<std::uint8_t> payload(64, 0x5A);
const std::vector<std::uint8_t> large_payload(std::size_t{64} * 1024, 0x5A);
constexpr UserProperty user_properties[] = {{"trace", "0123456789abcdef"}};
constexpr UserProperty properties_of_text[] = {{"Gerät", "Wärmefühler Süd, zweite Reihe"},
                                               {"注意", "温度が高すぎます 🌡️"}};
constexpr Subscription subscriptions[] = {{"site/+/line/+/alarm/#", Qos::at_least_once},
                                          {"site/7/line/12/#"},
                                          {"$share/workers/jobs/+", Qos::exactly_once},
                                          {"$SYS/broker/uptime"},
                                          {"a/b/c", Qos::at_least_once, true},
                                          {"+/+/temperature", Qos::at_least_once},
                                          {"reply/0042", Qos::exactly_once},
                                          {"firmware/v2/sensor/0042"}};

Publish some_publish() {
  Publish publish;
  publish.qos = Qos::at_least_once;
  publish.topic = topic;
  publish.packet_id = 1234;
  publish.payload = payload;
  return publish;
}

Publish publish_with_properties() {
  Publish publish = some_publish();
  publish.properties.payload_format_indicator = 1;
  publish.properties.message_expiry_interval = 3600;
  publish.properties.response_topic = "reply/0042";
  publish.properties.correlation_data = Bytes(payload).first(8);
  publish.properties.content_type = "application/json";
  publish.properties.user_properties = std::span<const UserProperty>(user_properties);
  return publish;
}

Publish publish_of_text() {
  Publish publish = publish_with_properties();
  publish.topic = "завод/7/линия/12/станция/температура";
  publish.properties.response_topic = "返信/温度計/0042";
  publish.properties.user_properties = std::span<const UserProperty>(properties_of_text);
  return publish;
}

Publish large_publish() {
  Publish publish = some_publish();
  publish.payload = large_payload;
  return publish;
}

template <class Acknowledgement>
Acknowledgement some_acknowledgement(ReasonCode code = ReasonCode::success) {
  Acknowledgement acknowledgement;
  acknowledgement.packet_id = 77;
  acknowledgement.reason_code = code;
  return acknowledgement;
}

/// Each with a Reason Code that has to be written.
Packet refusal(std::size_t place) {
  if (place % 2 == 0) return some_acknowledgement<Puback>(ReasonCode::quota_exceeded);
  return some_acknowledgement<Pubrec>(ReasonCode::not_authorized);
}

Packet acknowledgement(std::size_t place) {
  switch (place % 6) {
    case 0:
    case 1:
    case 2:
      return some_acknowledgement<Puback>();
    case 3:
      return some_acknowledgement<Pubrec>(ReasonCode::quota_exceeded);
    case 4:
      return some_acknowledgement<Pubrel>();
    default:
      return some_acknowledgement<Pubcomp>();
  }
}

Subscribe some_subscribe() {
  Subscribe subscribe;
  subscribe.packet_id = 9;
  subscribe.subscriptions = std::span<const Subscription>(subscriptions);
  return subscribe;
}

Connect some_connect() {
  Connect connect;
  connect.clean_start = true;
  connect.keep_alive = 60;
  connect.properties.session_expiry_interval = 3600;
  connect.properties.receive_maximum = 20;
  connect.client_id = "sensor-0042";
  connect.user_name = "sensor";
  connect.password = Bytes(payload).first(16);
  return connect;
}

template <Version version = Version::v5_0>
Packet mixed(std::size_t i) {
  const std::size_t place = i * 37 % 100;
  if (place < 80) return some_publish();
  if (place < 98) return acknowledgement(place);
  if (place < 99) return some_subscribe();
  Connect connect = some_connect();
  connect.version = version;
  return connect;
}

template <class Make>
Stream stream(const char* name, Version version, const Make& make,
              std::size_t count = packets_in_a_stream) {
  Stream made{name, {version, Sender::client}, {}, {}, {}};
  for (std::size_t i = 0; i < count; ++i) made.add(make(i));
  return made;
}

}  // namespace

void Stream::add(const Packet& packet) {
  packets.push_back(packet);
  const auto size = encode(packet, context, bytes);
  if (!size) std::abort();
  sizes.push_back(*size);
}

std::vector<Stream> make_streams() {
  constexpr auto v5 = Version::v5_0;
  const auto plain = [](std::size_t) { return some_publish(); };
  std::vector<Stream> streams;
  streams.push_back(stream("v5_publish", v5, plain));
  streams.push_back(stream("v311_publish", Version::v3_1_1, plain));
  streams.push_back(
      stream("v5_properties", v5, [](std::size_t) { return publish_with_properties(); }));
  streams.push_back(stream("v5_connect", v5, [](std::size_t) { return some_connect(); }));
  streams.push_back(stream("v5_subscribe", v5, [](std::size_t) { return some_subscribe(); }));
  streams.push_back(stream("v5_acks", v5, acknowledgement));
  streams.push_back(stream("v311_acks", Version::v3_1_1, acknowledgement));
  streams.push_back(stream("v5_reasons", v5, refusal));
  streams.push_back(
      stream("v5_puback", v5, [](std::size_t) { return some_acknowledgement<Puback>(); }));
  streams.push_back(stream("v5_text", v5, [](std::size_t) { return publish_of_text(); }));
  streams.push_back(stream("v5_mix", v5, mixed<>));
  streams.push_back(stream("v311_mix", Version::v3_1_1, mixed<Version::v3_1_1>));
  streams.push_back(stream("v5_64B", v5, plain, 16));
  streams.push_back(stream("v5_64KiB", v5, [](std::size_t) { return large_publish(); }, 16));
  return streams;
}

std::vector<std::uint8_t> spoiled_topics(const Stream& stream) {
  constexpr std::size_t in_the_topic = 2 + 2 + 20;
  std::vector<std::uint8_t> bytes = stream.bytes;
  std::size_t start = 0;
  for (const std::size_t size : stream.sizes) {
    bytes[start + in_the_topic] = 0xC0;
    start += size;
  }
  return bytes;
}

}  // namespace mqttspec::bench
