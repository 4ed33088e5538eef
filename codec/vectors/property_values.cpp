// See property_values.hpp.
#include "codec/vectors/property_values.hpp"

namespace mqttspec::vectors {

std::optional<Sender> only_sender(PropertyHost host, Property property) {
  if (host == PropertyHost::publish && property == Property::subscription_identifier)
    return Sender::server;
  if (host == PropertyHost::disconnect && property == Property::session_expiry_interval)
    return Sender::client;
  if (host == PropertyHost::disconnect && property == Property::server_reference)
    return Sender::server;
  return std::nullopt;
}

std::vector<std::uint32_t> integer_edges(PropertyHost host, Property property) {
  const PropertyPlace& place = *find_place(host, property);
  constexpr std::uint32_t candidates[] = {
      10,    127,     128,     255,      256,       16383,     16384,      65534,      65535,
      65536, 2097151, 2097152, 16777216, 268435454, 268435455, 2147483647, 2147483648, 4294967294};
  std::vector<std::uint32_t> edges;
  for (const auto value : candidates)
    if (value > place.minimum && value < place.maximum) edges.push_back(value);
  edges.push_back(place.maximum);
  edges.push_back(place.minimum);
  return edges;
}

std::vector<TextEdge> property_text_edges(Property property, ValidSink& sink) {
  const auto& row = *find_property(static_cast<std::uint32_t>(property));
  std::vector<TextEdge> edges;
  if (row.type == PropertyType::binary_data) {
    constexpr std::string_view bytes("\x00\xFF\xC0\x80", 4);
    edges = {{"ordinary", "abc", Mark::twin}, {"empty", ""}, {"not UTF-8", bytes}};
  } else if (property == Property::response_topic) {
    edges.assign(topic_name_edges.begin(), topic_name_edges.end());
    edges.push_back({"two byte character", "\xC3\xA4"});
  } else {
    edges.assign(text_edges.begin(), text_edges.end());
    edges.push_back({"empty", ""});
  }
  for (const std::size_t size : {127U, 128U, 16384U}) {
    const bool large = size > 128;
    if (large && property != Property::correlation_data) continue;
    edges.push_back({large         ? "16,384 bytes"
                     : size == 127 ? "127 bytes"
                                   : "128 bytes",
                     sink.letters(size)});
  }
  return edges;
}

}  // namespace mqttspec::vectors
