// Properties of packets as cases write them: filling a packet with them, and comparing.
#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "codec/property_members.hpp"
#include "conformance/packets/packet_spec.hpp"

namespace mqttspec::conformance::packets {
namespace {

std::string show(const PropertyValue& value) {
  if (const auto* number = std::get_if<std::uint32_t>(&value)) return fmt::format("{}", *number);
  return fmt::format("\"{}\"", std::get<std::string>(value));
}

// The value of a property as it stands on the target: a Response Topic is a topic of the case.
PropertyValue on_target(Property property, const PropertyValue& value,
                        const PacketSetting& setting) {
  if (property == Property::response_topic)
    return setting.names.on_target(std::get<std::string>(value));
  return value;
}

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

template <class T>
void write(std::optional<T>& member, const PropertyValue& value, std::vector<std::string>& texts) {
  if constexpr (std::is_same_v<T, std::string_view> || std::is_same_v<T, Bytes>) {
    texts.push_back(std::get<std::string>(value));
    if constexpr (std::is_same_v<T, Bytes>)
      member = as_bytes(texts.back());
    else
      member = texts.back();
  } else {
    member = static_cast<T>(std::get<std::uint32_t>(value));
  }
}

std::vector<std::uint32_t> values(const SubscriptionIdentifiers& list) {
  std::vector<std::uint32_t> sorted;
  for (const auto identifier : list) sorted.push_back(identifier.value);
  std::ranges::sort(sorted);
  return sorted;
}

}  // namespace

void PropertySpecs::set(Property property, PropertyValue value) {
  values_.push_back({property, std::move(value)});
}
void PropertySpecs::forbid(Property property) { forbidden_.push_back(property); }
void PropertySpecs::user(std::string name, std::string value) {
  users_.emplace_back(std::move(name), std::move(value));
}

template <class Properties>
void PropertySpecs::fill(Properties& properties, const PacketSetting& setting) const {
  texts_.clear();
  texts_.reserve(values_.size());
  user_views_.assign(users_.size(), {});
  identifiers_.clear();
  for (std::size_t i = 0; i < users_.size(); ++i)
    user_views_[i] = {users_[i].first, users_[i].second};
  for (const auto& entry : values_)
    if (entry.property == Property::subscription_identifier)
      identifiers_.push_back({std::get<std::uint32_t>(entry.value)});
  for_each_property(properties, [&](Property property, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    if constexpr (std::is_same_v<Member, UserProperties>) {
      member = UserProperties(std::span<const UserProperty>(user_views_));
    } else if constexpr (std::is_same_v<Member, SubscriptionIdentifiers>) {
      member = SubscriptionIdentifiers(std::span<const SubscriptionIdentifier>(identifiers_));
    } else {
      for (const auto& entry : values_)
        if (entry.property == property)
          write(member, on_target(property, entry.value, setting), texts_);
    }
  });
}

template <class Properties>
std::optional<std::string> PropertySpecs::mismatch(const Properties& properties,
                                                   const PacketSetting& setting) const {
  std::optional<std::string> found;
  std::vector<std::uint32_t> wanted_identifiers;
  for (const auto& entry : values_)
    if (entry.property == Property::subscription_identifier)
      wanted_identifiers.push_back(std::get<std::uint32_t>(entry.value));
  std::ranges::sort(wanted_identifiers);
  const auto differs = [&](Property property, const std::string& wanted, const std::string& got) {
    if (!found) found = fmt::format("{} is {}, not {}", to_string(property), got, wanted);
  };
  for_each_property(properties, [&](Property property, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    const bool forbidden = std::ranges::find(forbidden_, property) != forbidden_.end();
    if constexpr (std::is_same_v<Member, UserProperties>) {
      if (forbidden && !member.empty()) differs(property, "absent", "present");
      if (users_.empty()) return;
      std::vector<std::pair<std::string, std::string>> got;
      for (const auto each : member) got.emplace_back(each.name, each.value);
      if (got != users_) differs(property, "the same list", "another list or order");
    } else if constexpr (std::is_same_v<Member, SubscriptionIdentifiers>) {
      if (forbidden && !member.empty()) differs(property, "absent", "present");
      if (!wanted_identifiers.empty() && values(member) != wanted_identifiers)
        differs(property, fmt::format("{}", fmt::join(wanted_identifiers, ",")),
                fmt::format("{}", fmt::join(values(member), ",")));
    } else {
      const auto got = read(member);
      if (forbidden && got) differs(property, "absent", show(*got));
      for (const auto& entry : values_) {
        if (entry.property != property) continue;
        const auto wanted = on_target(property, entry.value, setting);
        if (got != wanted) differs(property, show(wanted), got ? show(*got) : "absent");
      }
    }
  });
  return found;
}

std::string PropertySpecs::describe() const {
  std::string text;
  for (const auto& entry : values_)
    text += fmt::format(" {}={}", to_string(entry.property), show(entry.value));
  for (const auto& [name, value] : users_) text += fmt::format(" {}:{}", name, value);
  for (const auto property : forbidden_) text += fmt::format(" without {}", to_string(property));
  return text;
}

#define INSTANTIATE(Properties)                                                  \
  template void PropertySpecs::fill(Properties&, const PacketSetting&) const;    \
  template std::optional<std::string> PropertySpecs::mismatch(const Properties&, \
                                                              const PacketSetting&) const;
INSTANTIATE(ConnectProperties)
INSTANTIATE(WillProperties)
INSTANTIATE(ConnackProperties)
INSTANTIATE(PublishProperties)
INSTANTIATE(AckProperties)
INSTANTIATE(SubscribeProperties)
INSTANTIATE(UnsubscribeProperties)
INSTANTIATE(DisconnectProperties)
INSTANTIATE(AuthProperties)
#undef INSTANTIATE

}  // namespace mqttspec::conformance::packets
