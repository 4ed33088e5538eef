// The rarer ways of a Topic Filter: shared, or wrong.
#include "codec/grammar/s4_07_topics.hpp"

#include <algorithm>

namespace mqttspec::grammar {

[[gnu::cold]] Rejected reject_filter_character(Scan& scan, Cursor at) {
  TextRules rules{.missing = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5,
                  .cut = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5,
                  .null = "MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5,
                  .wildcard = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5};
  if (*at == '+') rules.wildcard = "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5;
  return reject_character(scan, at, rules);
}

bool check_shared_filter(Scan& scan, Bytes filter) {
  constexpr std::size_t prefix_size = std::string_view("$share/").size();
  const Cursor name = filter.data() + prefix_size;
  const Cursor end = filter.data() + filter.size();
  const Cursor name_end = std::find(name, end, '/');
  if (name == name_end) return malformed(scan, name, "MQTT-4.8.2-1"_v5);
  if (const Cursor fault = find_topic_name_fault(name, name_end); fault != name_end) {
    if (*fault == '+' || *fault == '#') return malformed(scan, fault, "MQTT-4.8.2-2"_v5);
    return reject_filter_character(scan, fault);
  }
  if (end - name_end < 2) return malformed(scan, end, "MQTT-4.8.2-2"_v5);
  const Cursor fault = find_topic_filter_fault(name_end + 1, end);
  return fault == end || reject_filter_character(scan, fault);
}

}  // namespace mqttspec::grammar
