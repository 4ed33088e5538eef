// See circumstance.hpp.
#include "conformance/circumstances/circumstance.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>

namespace mqttspec::conformance::circumstances {

namespace {

using Id = CircumstanceId;

// As in circumstances.def, with hyphens.
template <std::size_t size>
struct Name {
  constexpr explicit Name(const char (&text)[size]) {
    for (std::size_t i = 0; i + 1 < size; ++i) letters[i] = text[i] == '_' ? '-' : text[i];
  }
  std::array<char, size - 1> letters{};
};

#define CIRCUMSTANCE(name, tested, text) constexpr Name name_of_##name(#name);
#include "conformance/circumstances/circumstances.def"
#undef CIRCUMSTANCE

constexpr std::array table = {
#define CIRCUMSTANCE(name, tested, text)                                          \
  CircumstanceRow{Id::name,                                                       \
                  {name_of_##name.letters.data(), name_of_##name.letters.size()}, \
                  Tested::tested,                                                 \
                  text},
#include "conformance/circumstances/circumstances.def"
#undef CIRCUMSTANCE
};

constexpr std::array exception_table = {
#define EXCEPT(circumstance, cases, reason) Exception{Id::circumstance, cases, reason},
#include "conformance/circumstances/exceptions.def"
#undef EXCEPT
};

constexpr bool is_for(const CircumstanceRow& row, Tested tested) {
  return row.tested == tested || row.tested == Tested::both;
}

template <Tested tested>
constexpr auto singles = [] {
  constexpr auto count =
      std::ranges::count_if(table, [](const auto& row) { return is_for(row, tested); });
  std::array<World, static_cast<std::size_t>(count)> worlds;
  std::size_t next = 0;
  for (const auto& row : table)
    if (is_for(row, tested)) worlds[next++].add(row.id);
  return worlds;
}();

constexpr World world_of(std::initializer_list<Id> ids) {
  World world;
  for (const auto id : ids) world.add(id);
  return world;
}

// One world that has of nearly everything: the larger of two sizes, the higher identifiers, every
// kind of topic at once.
constexpr std::array chosen = {world_of({Id::bystanders,
                                         Id::other_version_neighbour,
                                         Id::other_version_partner,
                                         Id::many_sessions,
                                         Id::retained_neighbours,
                                         Id::open_exchanges,
                                         Id::warmed_up,
                                         Id::own_subscriptions,
                                         Id::own_exchanges,
                                         Id::lasting_sessions,
                                         Id::resumed,
                                         Id::taken_over,
                                         Id::second_time,
                                         Id::wills,
                                         Id::no_keep_alive,
                                         Id::connect_properties,
                                         Id::user_properties,
                                         Id::deep_topics,
                                         Id::long_topics,
                                         Id::topics_beyond_ascii,
                                         Id::topics_begin_with_slash,
                                         Id::published_at_qos_2,
                                         Id::published_to_be_retained,
                                         Id::identifiers_at_65535,
                                         Id::payload_of_16384_bytes,
                                         Id::cut,
                                         Id::glued})};

// For Clients: what asks for much and comes in pieces, what leaves much open and comes with other
// things, and what happens often. Live Clients are played in the first alone.
constexpr std::array chosen_for_clients = {
    world_of({Id::warmed_up, Id::own_subscriptions, Id::lasting_sessions, Id::wills, Id::user_names,
              Id::no_keep_alive, Id::connect_properties, Id::connack_properties,
              Id::user_properties, Id::deep_topics, Id::long_topics, Id::topics_beyond_ascii,
              Id::topics_begin_with_slash, Id::identifiers_at_256, Id::payload_of_16384_bytes,
              Id::published_to_be_retained, Id::cut}),
    world_of({Id::own_exchanges, Id::identifiers_at_65535, Id::payload_of_0_bytes, Id::resumed,
              Id::second_time, Id::busy, Id::glued}),
    World(Id::tenth_time)};

}  // namespace

std::span<const CircumstanceRow> circumstances() { return table; }

const CircumstanceRow* find_circumstance(std::string_view name) {
  const auto row = std::ranges::find(table, name, &CircumstanceRow::name);
  return row == table.end() ? nullptr : &*row;
}

std::string World::name() const {
  std::string text;
  for (const auto& row : table)
    if (has(row.id)) text += (text.empty() ? "" : ", ") + std::string(row.name);
  return text.empty() ? "plain" : text;
}

std::span<const Exception> exceptions() { return exception_table; }

const Exception* find_exception(CircumstanceId circumstance, std::string_view case_name) {
  const std::string name(case_name);
  const auto found = std::ranges::find_if(exception_table, [&](const Exception& each) {
    return each.circumstance == circumstance &&
           ::fnmatch(std::string(each.cases).c_str(), name.c_str(), 0) == 0;
  });
  return found == exception_table.end() ? nullptr : &*found;
}

World permitted(World world, std::string_view case_name, Version version) {
  if (version == Version::v3_1_1)
    world.remove(Id::connect_properties).remove(Id::connack_properties).remove(Id::user_properties);
  // In 3.1.1 a Server's case says by Clean Session whether a Session lasts.
  if (version == Version::v3_1_1 && !case_name.starts_with("client/"))
    world.remove(Id::lasting_sessions);
  for (const auto& row : table)
    if (world.has(row.id) && find_exception(row.id, case_name) != nullptr) world.remove(row.id);
  return world;
}

std::span<const World> all_worlds(Tested tested) {
  if (tested == Tested::clients) return singles<Tested::clients>;
  return singles<Tested::servers>;
}

std::span<const World> default_worlds(Tested tested) {
  if (tested == Tested::clients) return chosen_for_clients;
  return chosen;
}

bool has_both_versions(World world) {
  return world.has(Id::other_version_neighbour) || world.has(Id::other_version_partner);
}

World without_crowds(World world) {
  for (const auto id : {Id::many_sessions, Id::retained_neighbours, Id::open_exchanges, Id::busy,
                        Id::second_time, Id::tenth_time})
    world.remove(id);
  return world;
}

}  // namespace mqttspec::conformance::circumstances
