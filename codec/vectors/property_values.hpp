// Edge values for property members, one at a time and in pairs, whatever struct they belong to.
#pragma once

#include <functional>
#include <type_traits>

#include "codec/property_members.hpp"
#include "codec/vectors/edges.hpp"

namespace mqttspec::vectors {

/// The only sender of a property that its host carries in one direction alone: [MQTT-3.3.4-6],
/// [MQTT-3.14.2-2], and 3.14.2.2.5 for the Server Reference.
std::optional<Sender> only_sender(PropertyHost host, Property property);

/// One property set to one value.
template <class Properties>
struct PropertySetting {
  Property property;
  std::string about;  // "Receive Maximum 65535"
  Mark mark;
  std::function<void(Properties&)> set;
};

/// Integers: both ends of the range, their neighbours, and what fills each byte.
std::vector<std::uint32_t> integer_edges(PropertyHost host, Property property);
/// Strings and data; a Response Topic is a Topic Name.
std::vector<TextEdge> property_text_edges(Property property, ValidSink& sink);

namespace detail {

template <class Properties, class Member>
void set_property(Properties& properties, Property property, const Member& value) {
  for_each_property(properties, [&]<class Other>(Property other, Other& member) {
    if constexpr (std::is_same_v<Other, Member>)
      if (other == property) member = value;
  });
}

}  // namespace detail

/// Collects the settings of one struct; see settings_of.
template <class Properties>
class SettingMaker {
 public:
  SettingMaker(PropertyHost host, ValidSink& sink) : host_(host), sink_(sink) {}

  template <class Member>
  void operator()(Property property, Member&) {
    const auto sender = only_sender(host_, property);
    if (sender && *sender != sink_.stream().sender) return;
    values(property, std::type_identity<Member>());
  }
  std::vector<PropertySetting<Properties>> settings;

 private:
  template <class Member>
  void add(Property property, std::string_view value_name, Mark mark, Member value) {
    settings.push_back({property, std::string(to_string(property)) + ", " + std::string(value_name),
                        mark, [property, value](Properties& properties) {
                          detail::set_property(properties, property, value);
                        }});
  }
  template <class Integer>
    requires std::is_integral_v<Integer>
  void values(Property property, std::type_identity<std::optional<Integer>>) {
    for (const auto number : integer_edges(host_, property))
      add(property, std::to_string(number), Mark::twin,
          std::optional(static_cast<Integer>(number)));
  }
  void values(Property property, std::type_identity<std::optional<std::string_view>>) {
    for (const auto& edge : property_text_edges(property, sink_))
      add(property, edge.name, edge.mark, std::optional(edge.text));
  }
  void values(Property property, std::type_identity<std::optional<Bytes>>) {
    for (const auto& edge : property_text_edges(property, sink_))
      add(property, edge.name, edge.mark, std::optional(as_bytes(edge.text)));
  }
  void values(Property property, std::type_identity<SubscriptionIdentifiers>) {
    for (const auto number : integer_edges(host_, property)) {
      const SubscriptionIdentifier one[] = {{number}};
      add(property, std::to_string(number), Mark::twin, kept<SubscriptionIdentifier>(one));
    }
    const SubscriptionIdentifier several[] = {{3}, {1}, {3}, {268'435'455}};
    add(property, "several", Mark::none, kept<SubscriptionIdentifier>(several));
  }
  void values(Property property, std::type_identity<UserProperties>) {
    for (const auto& edge : property_text_edges(property, sink_)) {
      const UserProperty by_value[] = {{"n", edge.text}};
      const UserProperty by_name[] = {{edge.text, "v"}};
      add(property, "value " + std::string(edge.name), edge.mark, kept<UserProperty>(by_value));
      add(property, "name " + std::string(edge.name), edge.mark, kept<UserProperty>(by_name));
    }
    const UserProperty twice[] = {{"n", "v"}, {"n", "v"}};
    const UserProperty three[] = {{"b", "1"}, {"a", "2"}, {"b", "3"}};
    add(property, "twice the same", Mark::none, kept<UserProperty>(twice));
    add(property, "three in an order of their own", Mark::none, kept<UserProperty>(three));
  }
  template <class Element>
  List<Element> kept(std::span<const Element> elements) {
    return sink_.arena().template keep<Element>(elements);
  }

  PropertyHost host_;
  ValidSink& sink_;
};

/// Every edge value of every property that the sender may put into the block, grouped by property,
/// an ordinary one first.
template <class Properties>
std::vector<PropertySetting<Properties>> settings_of(PropertyHost host, ValidSink& sink) {
  SettingMaker<Properties> maker(host, sink);
  Properties none{};
  for_each_property(none, maker);
  return std::move(maker.settings);
}

/// Adds packets made of property blocks: each setting alone, all pairs of properties, all at once.
/// `make` turns a block into a packet, and may complete what belongs together.
template <class Properties, class Make>
void add_properties(ValidSink& sink, PropertyHost host, std::string_view what, const Make& make) {
  const auto settings = settings_of<Properties>(host, sink);
  std::vector<const PropertySetting<Properties>*> ordinary;
  for (const auto& setting : settings) {
    Properties properties{};
    setting.set(properties);
    const bool first = ordinary.empty() || ordinary.back()->property != setting.property;
    if (first) ordinary.push_back(&setting);
    sink.add(std::string(what) + setting.about, make(properties),
             setting.mark == Mark::twin && !first ? Mark::none : setting.mark);
  }
  Properties everything{};
  for (std::size_t i = 0; i < ordinary.size(); ++i) {
    ordinary[i]->set(everything);
    for (std::size_t j = i + 1; j < ordinary.size(); ++j) {
      Properties properties{};
      ordinary[i]->set(properties);
      ordinary[j]->set(properties);
      sink.add(std::string(what) + std::string(to_string(ordinary[i]->property)) + " and " +
                   std::string(to_string(ordinary[j]->property)),
               make(properties));
    }
  }
  sink.add(std::string(what) + "every property", make(everything));
}

}  // namespace mqttspec::vectors
