// Decodes any bytes and reads every field of the packet, which must lie within the bytes.
#include "codec/decode.hpp"

#include <functional>

#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

/// Reads all fields of the packet, down to single bytes.
class Reader final : public PacketVisitor {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}

  void on(const Connect& packet) override {
    read_all(packet.properties.authentication_method, packet.properties.authentication_data);
    read_all(packet.client_id, packet.user_name, packet.password);
    read(packet.properties.user_properties);
    if (!packet.will) return;
    const Will& will = *packet.will;
    read_all(will.topic, will.payload, will.properties.content_type);
    read_all(will.properties.response_topic, will.properties.correlation_data);
    read(will.properties.user_properties);
  }
  void on(const Connack& packet) override {
    const ConnackProperties& properties = packet.properties;
    read_all(properties.assigned_client_identifier, properties.reason_string);
    read_all(properties.response_information, properties.server_reference);
    read_all(properties.authentication_method, properties.authentication_data);
    read(properties.user_properties);
  }
  void on(const Publish& packet) override {
    const PublishProperties& properties = packet.properties;
    read_all(packet.topic, packet.payload, properties.response_topic);
    read_all(properties.correlation_data, properties.content_type);
    for (const auto& each : properties.subscription_identifiers)
      require(each.value > 0, "a Subscription Identifier of 0", bytes_);
    read(properties.user_properties);
    require((packet.packet_id == 0) == (packet.qos == Qos::at_most_once),
            "a Packet Identifier without QoS, or the reverse", bytes_);
  }
  void on(const Puback& packet) override { acknowledge(packet); }
  void on(const Pubrec& packet) override { acknowledge(packet); }
  void on(const Pubrel& packet) override { acknowledge(packet); }
  void on(const Pubcomp& packet) override { acknowledge(packet); }
  void on(const Subscribe& packet) override {
    std::size_t count = 0;
    for (const auto& each : packet.subscriptions) {
      read(each.topic_filter);
      ++count;
    }
    require(count > 0 && count == packet.subscriptions.size(), "a wrong count", bytes_);
    read(packet.properties.user_properties);
  }
  void on(const Suback& packet) override {
    read_all(packet.reason_codes, packet.properties.reason_string);
    read(packet.properties.user_properties);
  }
  void on(const Unsubscribe& packet) override {
    for (const auto& each : packet.topic_filters) read(each.text);
    read(packet.properties.user_properties);
  }
  void on(const Unsuback& packet) override {
    read_all(packet.reason_codes, packet.properties.reason_string);
    read(packet.properties.user_properties);
  }
  void on(const Pingreq&) override {}
  void on(const Pingresp&) override {}
  void on(const Disconnect& packet) override {
    read_all(packet.properties.reason_string, packet.properties.server_reference);
    read(packet.properties.user_properties);
  }
  void on(const Auth& packet) override {
    const AuthProperties& properties = packet.properties;
    read_all(properties.authentication_method, properties.authentication_data);
    read(properties.reason_string);
    read(properties.user_properties);
  }

 private:
  template <class... Fields>
  void read_all(const Fields&... fields) {
    (read(fields), ...);
  }
  template <class Field>
  void read(const std::optional<Field>& field) {
    if (field) read(*field);
  }
  void read(const UserProperties& pairs) {
    for (const auto& pair : pairs) read_all(pair.name, pair.value);
  }
  void read(std::string_view text) { read(as_bytes(text)); }
  void read(Bytes field) {
    if (field.empty()) return;
    const std::less_equal<> not_after;
    require(not_after(bytes_.data(), field.data()) &&
                not_after(field.data() + field.size(), bytes_.data() + bytes_.size()),
            "a field that is not in the packet", bytes_);
  }
  template <PacketType type>
  void acknowledge(const PublishAck<type>& packet) {
    require(packet.packet_id != 0, "a Packet Identifier of 0", bytes_);
    read(packet.properties.reason_string);
    read(packet.properties.user_properties);
  }

  Bytes bytes_;
};

}  // namespace

void decode(Bytes input) {
  const auto [context, bytes] = stream_from(input);
  Reader reader(bytes);
  const auto size = mqttspec::decode(bytes, context, reader);
  if (size) {
    require(*size >= 2 && *size <= bytes.size(), "a size that is not the packet's", bytes);
    return;
  }
  const auto* violation = std::get_if<Violation>(&size.error());
  if (violation == nullptr) return;
  require(violation->offset <= bytes.size(), "a violation behind the bytes", bytes);
  require(context.strict || violation->kind != ViolationKind::contested, "contested, but rejected",
          bytes);
}

}  // namespace mqttspec::fuzz
