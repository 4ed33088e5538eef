// Comparing properties.
#include "conformance/packets/property_pattern.hpp"

#include <algorithm>
#include <type_traits>

#include "codec/notation.hpp"
#include "codec/property_members.hpp"

namespace mqttspec::conformance::packets {
namespace {

using Numbers = std::vector<std::uint32_t>;

template <class T>
std::optional<PropertyValue> read(const std::optional<T>& member) {
  if (!member) return std::nullopt;
  if constexpr (std::is_same_v<T, std::string_view>)
    return PropertyValue(std::string(*member));
  else if constexpr (std::is_same_v<T, Bytes>)
    return PropertyValue(std::string(as_text(*member)));
  else
    return PropertyValue(std::uint32_t{*member});
}

// "{Topic Alias 3}", or "none".
std::string text_of(Property property, const std::optional<PropertyValue>& value,
                    const PacketSetting& setting) {
  if (!value) return " none";
  notation::PropertyList list(setting.names.local());
  std::visit([&](const auto& typed) { list.add(property, typed); }, *value);
  return list.text();
}

std::string text_of(const Numbers& identifiers) {
  if (identifiers.empty()) return " none";
  notation::PropertyList list;
  for (const auto each : identifiers) list.add(Property::subscription_identifier, each);
  return list.text();
}

std::string not_wanted(Property property, const std::string& wanted, const std::string& got) {
  const auto text = std::string(to_string(property)) + ":" + got + ", not" + wanted;
  return wanted == got ? text + " of other bytes" : text;
}

class Comparison {
 public:
  Comparison(const PropertyPattern& pattern, const PacketSetting& setting)
      : pattern_(pattern), setting_(setting) {}

  void operator()(Property property, const UserProperties& member) {
    refuse(property, !member.empty());
    const auto& users = pattern_.values.users;
    if (users.empty()) return;
    std::size_t count = 0;
    for (const auto each : member)
      if (count < users.size() && each.name == users[count].first &&
          each.value == users[count].second)
        ++count;
    if (count < users.size()) found(std::string(to_string(property)) + ": another list or order");
  }
  void operator()(Property property, const SubscriptionIdentifiers& member) {
    refuse(property, !member.empty());
    Numbers wanted;
    for (const auto& entry : pattern_.values.entries)
      if (entry.property == property) wanted.push_back(std::get<std::uint32_t>(entry.value));
    Numbers got;
    for (const auto each : member) got.push_back(each.value);
    std::ranges::sort(wanted);
    std::ranges::sort(got);
    if (!wanted.empty() && got != wanted)
      found(not_wanted(property, text_of(wanted), text_of(got)));
  }
  template <class T>
  void operator()(Property property, const std::optional<T>& member) {
    refuse(property, member.has_value());
    const auto got = read(member);
    for (const auto& entry : pattern_.values.entries) {
      if (entry.property != property) continue;
      const auto wanted = on_target(property, entry.value, setting_);
      if (got != wanted)
        found(not_wanted(property, text_of(property, wanted, setting_),
                         text_of(property, got, setting_)));
    }
  }
  const Mismatch& first() const { return first_; }

 private:
  void refuse(Property property, bool present) {
    if (present && std::ranges::find(pattern_.absent, property) != pattern_.absent.end())
      found("it has a " + std::string(to_string(property)));
  }
  void found(const std::string& text) {
    if (!first_) first_ = text;
  }

  const PropertyPattern& pattern_;
  const PacketSetting& setting_;
  Mismatch first_;
};

}  // namespace

template <class Properties>
Mismatch PropertyPattern::mismatch(const Properties& properties,
                                   const PacketSetting& setting) const {
  Comparison comparison(*this, setting);
  for_each_property(properties, comparison);
  return comparison.first();
}

std::string PropertyPattern::describe() const {
  std::string text = values.describe();
  for (const auto property : absent) text += " without " + std::string(to_string(property));
  return text;
}

template Mismatch PropertyPattern::mismatch(const ConnackProperties&, const PacketSetting&) const;
template Mismatch PropertyPattern::mismatch(const PublishProperties&, const PacketSetting&) const;
template Mismatch PropertyPattern::mismatch(const AckProperties&, const PacketSetting&) const;
template Mismatch PropertyPattern::mismatch(const DisconnectProperties&,
                                            const PacketSetting&) const;
template Mismatch PropertyPattern::mismatch(const AuthProperties&, const PacketSetting&) const;

}  // namespace mqttspec::conformance::packets
