// Checks all values first, then writes them without looking back.
#include "bench/hand_encoder.hpp"

#include <cstring>

#include "codec/second/rules.hpp"
#include "codec/second/text.hpp"

namespace mqttspec::bench {
namespace {

using namespace literals;
using second::Flaw;

std::size_t variable_size(std::size_t value) {
  return value < 128 ? 1 : value < 16'384 ? 2 : value < 2'097'152 ? 3 : 4;
}

template <bool is_topic>
bool is_text(std::string_view text) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(text.data());
  return text.size() <= 65'535 &&
         second::find_flaw<is_topic>(first, first + text.size()).flaw == Flaw::none;
}

bool is_valid(const PublishProperties& p, Sender sender) {
  if (p.payload_format_indicator && *p.payload_format_indicator > 1) return false;
  if (p.topic_alias && *p.topic_alias == 0) return false;
  if (p.response_topic && (p.response_topic->empty() || !is_text<true>(*p.response_topic)))
    return false;
  if (p.correlation_data && p.correlation_data->size() > 65'535) return false;
  if (p.content_type && !is_text<false>(*p.content_type)) return false;
  if (sender == Sender::client && !p.subscription_identifiers.empty()) return false;
  for (const auto& each : p.subscription_identifiers)
    if (each.value == 0 || each.value > 268'435'455) return false;
  for (const auto& pair : p.user_properties)
    if (!is_text<false>(pair.name) || !is_text<false>(pair.value)) return false;
  return true;
}

bool is_valid(const Publish& publish, const EncodeContext& context) {
  if (static_cast<unsigned>(publish.qos) > 2) return false;
  if (publish.qos == Qos::at_most_once && (publish.dup || publish.packet_id != 0)) return false;
  if (publish.qos != Qos::at_most_once && publish.packet_id == 0) return false;
  if (!is_text<true>(publish.topic)) return false;
  if (context.version == Version::v3_1_1) return !publish.topic.empty();
  if (publish.topic.empty() && !publish.properties.topic_alias) return false;
  return is_valid(publish.properties, context.sender);
}

std::size_t size_of(const PublishProperties& p) {
  std::size_t size = 0;
  if (p.payload_format_indicator) size += 2;
  if (p.message_expiry_interval) size += 5;
  if (p.content_type) size += 3 + p.content_type->size();
  if (p.response_topic) size += 3 + p.response_topic->size();
  if (p.correlation_data) size += 3 + p.correlation_data->size();
  for (const auto& each : p.subscription_identifiers) size += 1 + variable_size(each.value);
  if (p.topic_alias) size += 3;
  for (const auto& pair : p.user_properties) size += 5 + pair.name.size() + pair.value.size();
  return size;
}

struct Out {
  std::uint8_t* at;

  void byte(std::size_t value) { *at++ = static_cast<std::uint8_t>(value); }
  void two(std::size_t value) {
    byte(value >> 8);
    byte(value);
  }
  void four(std::size_t value) {
    two(value >> 16);
    two(value);
  }
  void variable(std::size_t value) {
    for (; value >= 128; value >>= 7) byte(value | 128);
    byte(value);
  }
  void raw(const void* data, std::size_t size) {
    if (size != 0) std::memcpy(at, data, size);
    at += size;
  }
  void sized(const void* data, std::size_t size) {
    two(size);
    raw(data, size);
  }
  void property(Property id) { byte(static_cast<std::uint8_t>(id)); }
  template <class Range>
  void property(Property id, const Range& range) {
    property(id);
    sized(range.data(), range.size());
  }
};

void write(Out& out, const PublishProperties& p) {
  if (p.payload_format_indicator) {
    out.property(Property::payload_format_indicator);
    out.byte(*p.payload_format_indicator);
  }
  if (p.message_expiry_interval) {
    out.property(Property::message_expiry_interval);
    out.four(*p.message_expiry_interval);
  }
  if (p.content_type) out.property(Property::content_type, *p.content_type);
  if (p.response_topic) out.property(Property::response_topic, *p.response_topic);
  if (p.correlation_data) out.property(Property::correlation_data, *p.correlation_data);
  for (const auto& each : p.subscription_identifiers) {
    out.property(Property::subscription_identifier);
    out.variable(each.value);
  }
  if (p.topic_alias) {
    out.property(Property::topic_alias);
    out.two(*p.topic_alias);
  }
  for (const auto& pair : p.user_properties) {
    out.property(Property::user_property, pair.name);
    out.sized(pair.value.data(), pair.value.size());
  }
}

}  // namespace

std::expected<std::size_t, EncodeFailure> encode_by_hand(const Publish& publish,
                                                         const EncodeContext& context,
                                                         std::span<std::uint8_t> buffer) {
  const bool is_5_0 = context.version == Version::v5_0;
  const bool has_id = publish.qos != Qos::at_most_once;
  const std::size_t properties = is_5_0 ? size_of(publish.properties) : 0;
  const std::size_t remaining = 2 + publish.topic.size() + (has_id ? 2 : 0) +
                                (is_5_0 ? variable_size(properties) + properties : 0) +
                                publish.payload.size();
  const std::size_t size = 1 + variable_size(remaining) + remaining;
  if (buffer.size() < size) return std::unexpected(BufferTooSmall{size - buffer.size()});
  if (remaining > 268'435'455 || !is_valid(publish, context))
    return std::unexpected(
        Violation{"MQTT-4.13.1-1"_v5, 0, ViolationKind::malformed, ReasonCode::malformed_packet});
  Out out{buffer.data()};
  out.byte(0x30U | (publish.dup ? 8U : 0U) | static_cast<unsigned>(publish.qos) << 1 |
           (publish.retain ? 1U : 0U));
  out.variable(remaining);
  out.sized(publish.topic.data(), publish.topic.size());
  if (has_id) out.two(publish.packet_id);
  if (is_5_0) {
    out.variable(properties);
    write(out, publish.properties);
  }
  out.raw(publish.payload.data(), publish.payload.size());
  return size;
}

}  // namespace mqttspec::bench
