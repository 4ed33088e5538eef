// Defects of Topic Names and Topic Filters (section 4.7, and 4.8.2 of 5.0).
#include "codec/vectors/defects.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

constexpr Cited empty_topic = "MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5;
constexpr Cited wildcard_in_name = "MQTT-4.7.1-1"_v311 | "MQTT-4.7.0-1"_v5;

// Names with a wildcard, and the byte at which the first stands.
struct Wrong {
  std::string_view text;
  std::size_t offset;
};

constexpr Wrong names_with_wildcards[] = {
    {"#", 0},     {"+", 0},  {"a/#", 2}, {"a/+", 2}, {"+/a", 0},
    {"a/+/b", 2}, {"a#", 1}, {"a+b", 1}, {"/#", 1},
};

enum class FilterRule : std::uint8_t { multi_level, single_level, share_name, share_end };

struct WrongFilter {
  std::string_view text;
  std::size_t offset;
  FilterRule rule;
};

constexpr WrongFilter wrong_filters[] = {
    {"a#", 1, FilterRule::multi_level},    {"#a", 0, FilterRule::multi_level},
    {"#/a", 0, FilterRule::multi_level},   {"a/#/b", 2, FilterRule::multi_level},
    {"##", 0, FilterRule::multi_level},    {"a/##", 2, FilterRule::multi_level},
    {"#/", 0, FilterRule::multi_level},    {"#/#", 0, FilterRule::multi_level},
    {"a/b#", 3, FilterRule::multi_level},  {"a/#b", 2, FilterRule::multi_level},
    {"#+", 0, FilterRule::multi_level},    {"a/#/", 2, FilterRule::multi_level},
    {"a+", 1, FilterRule::single_level},   {"+a", 0, FilterRule::single_level},
    {"a/+b", 2, FilterRule::single_level}, {"a/b+", 3, FilterRule::single_level},
    {"a+/b", 1, FilterRule::single_level}, {"++", 0, FilterRule::single_level},
    {"+/a+", 3, FilterRule::single_level}, {"a/++/b", 2, FilterRule::single_level},
    {"+#", 0, FilterRule::single_level},   {"a/+b/c", 2, FilterRule::single_level},
};

// The offset of what is missing is the byte behind the end.
constexpr WrongFilter wrong_shares[] = {
    {"$share/", 7, FilterRule::share_name},        {"$share//t", 7, FilterRule::share_name},
    {"$share//", 7, FilterRule::share_name},       {"$share/g", 8, FilterRule::share_end},
    {"$share/g/", 9, FilterRule::share_end},       {"$share/group", 12, FilterRule::share_end},
    {"$share/+/t", 7, FilterRule::share_end},      {"$share/#/t", 7, FilterRule::share_end},
    {"$share/g+/t", 8, FilterRule::share_end},     {"$share/g#/t", 8, FilterRule::share_end},
    {"$share/#", 7, FilterRule::share_end},        {"$share/+", 7, FilterRule::share_end},
    {"$share/g/a#", 10, FilterRule::multi_level},  {"$share/g/#/a", 9, FilterRule::multi_level},
    {"$share/g/a+", 10, FilterRule::single_level}, {"$share/g/+a", 9, FilterRule::single_level},
};

Expectation expected_of(FilterRule rule) {
  switch (rule) {
    case FilterRule::multi_level:
      return either({"MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5});
    case FilterRule::single_level:
      return either({"MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5});
    case FilterRule::share_name:
      return either({"MQTT-4.8.2-1"_v5, "MQTT-4.8.2-2"_v5});
    case FilterRule::share_end:
      return either({"MQTT-4.8.2-2"_v5, "MQTT-4.8.2-1"_v5});
  }
  return either({empty_topic});
}

void replace(const Specimen& specimen, const Sized& field, const std::string& defect,
             std::string_view text, std::size_t offset, const Expectation& expected,
             DefectSink& sink) {
  const auto edited = specimen.with_content(field, as_bytes(text));
  sink.add(specimen, defect, field.name, edited.bytes, field.content() + edited.shift + offset,
           expected);
}

// [MQTT-3.3.2-2] and [MQTT-3.3.2-14] are of PUBLISH; a Will's topics have the general rule alone.
Expectation wildcard_expectation(const Sized& field) {
  if (field.part->kind == Kind::topic_name)
    return either({"MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5, wildcard_in_name});
  if (field.part->host == PropertyHost::publish && field.part->kind == Kind::property)
    return either({"MQTT-3.3.2-14"_v5, wildcard_in_name});
  return either({wildcard_in_name}).or_ok();
}

// An empty Topic Name counts where the block of properties ends without a Topic Alias (3.3.2.1).
void empty_name(const Specimen& specimen, const Sized& field, DefectSink& sink) {
  const auto edited = specimen.with_content(field, {});
  const bool of_publish = field.part->kind == Kind::topic_name;
  std::size_t at = field.offset + edited.shift;
  if (of_publish && specimen.is_5_0()) {
    if (specimen.find(Property::topic_alias) != nullptr) return;
    const auto& length = *specimen.find(Kind::property_length);
    at = specimen.end_of_block(length) + edited.shift - field.size;
  }
  const bool contested = field.part->kind == Kind::property;
  const auto expected = of_publish && specimen.is_5_0()
                            ? protocol_error({"U5.0-3.3.2.1-2"_v5, empty_topic})
                            : either({empty_topic});
  sink.add(specimen, "topic/empty", field.name, edited.bytes, at,
           contested ? expected.or_ok() : expected);
}

}  // namespace

void break_topics(const Specimen& specimen, DefectSink& sink) {
  for (const auto& field : specimen.sized()) {
    if (is_topic_name(field)) {
      for (const auto& [text, offset] : names_with_wildcards)
        replace(specimen, field, "topic/wildcard in a Topic Name", text, offset,
                wildcard_expectation(field), sink);
      if (field.size != 0) empty_name(specimen, field, sink);
    }
    if (field.part->kind != Kind::topic_filter) continue;
    for (const auto& [text, offset, rule] : wrong_filters)
      replace(specimen, field, "topic/misplaced wildcard", text, offset, expected_of(rule), sink);
    sink.add(specimen, "topic/empty", field.name, specimen.with_content(field, {}).bytes,
             field.offset, either({empty_topic}));
    if (!specimen.is_5_0()) continue;
    for (const auto& [text, offset, rule] : wrong_shares)
      replace(specimen, field, "topic/Shared Subscription", text, offset, expected_of(rule), sink);
  }
}

}  // namespace mqttspec::vectors
