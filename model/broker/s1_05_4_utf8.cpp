// See s1_05_4_utf8.hpp.
#include "model/broker/s1_05_4_utf8.hpp"

#include <algorithm>

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// The code point at the front of well-formed UTF-8, which is taken off.
char32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code_point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && i < text.size(); ++i)
    code_point = code_point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  text.remove_prefix(std::min(size, text.size()));
  return code_point;
}

bool is_disallowed(char32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
  const bool non_character =
      (code_point & 0xFFFE) == 0xFFFE || (code_point >= 0xFDD0 && code_point <= 0xFDEF);
  return control || non_character;
}

/// The strings of a packet by which a Client names Clients and topics.
template <class Test>
struct AnyName {
  Test test;

  bool operator()(const Connect& packet) const {
    return test(packet.client_id) || (packet.will && test(packet.will->topic)) ||
           (packet.user_name && test(*packet.user_name));
  }
  bool operator()(const Publish& packet) const {
    return test(packet.topic) ||
           (packet.properties.response_topic && test(*packet.properties.response_topic));
  }
  bool operator()(const Subscribe& packet) const {
    for (const auto subscription : packet.subscriptions)
      if (test(subscription.topic_filter)) return true;
    return false;
  }
  bool operator()(const Unsubscribe& packet) const {
    for (const auto filter : packet.topic_filters)
      if (test(filter.text)) return true;
    return false;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

/// True if the text, which is well-formed UTF-8, has a control character other than U+0000 or a
/// Unicode non-character.
bool has_disallowed_code_point(std::string_view text) {
  // Nearly all texts are of printable ASCII alone.
  if (std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; })) return false;
  while (!text.empty())
    if (is_disallowed(take_code_point(text))) return true;
  return false;
}

}  // namespace

bool refuses_strings(Turn& turn, const Connection& connection, const Packet& packet) {
  if (!std::visit(AnyName{has_disallowed_code_point}, packet)) return false;

  // The Server may treat it as malformed.
  if (!turn.takes(turn.profile.refuses_disallowed_code_points, ChoicePoint::disallowed_code_points))
    return false;
  close_for_error(turn, connection.id, ReasonCode::malformed_packet,
                  "U3.1.1-1.5.3-4"_v311 | "U5.0-1.5.4-6"_v5);
  return true;
}

}  // namespace mqttspec::model::broker
