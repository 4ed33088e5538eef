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

#define CIRCUMSTANCE(name, text) constexpr Name name_of_##name(#name);
#include "conformance/circumstances/circumstances.def"
#undef CIRCUMSTANCE

constexpr std::array table = {
#define CIRCUMSTANCE(name, text) \
  CircumstanceRow{Id::name, {name_of_##name.letters.data(), name_of_##name.letters.size()}, text},
#include "conformance/circumstances/circumstances.def"
#undef CIRCUMSTANCE
};

constexpr std::array exception_table = {
#define EXCEPT(circumstance, cases, reason) Exception{Id::circumstance, cases, reason},
#include "conformance/circumstances/exceptions.def"
#undef EXCEPT
};

constexpr auto singles = [] {
  std::array<World, circumstance_count> worlds;
  for (std::size_t i = 0; i < worlds.size(); ++i) worlds[i].add(Id{static_cast<std::uint8_t>(i)});
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
    world.remove(Id::connect_properties).remove(Id::user_properties).remove(Id::lasting_sessions);
  for (const auto& row : table)
    if (world.has(row.id) && find_exception(row.id, case_name) != nullptr) world.remove(row.id);
  return world;
}

std::span<const World> all_worlds() { return singles; }
std::span<const World> default_worlds() { return chosen; }

World without_crowds(World world) {
  for (const auto id : {Id::many_sessions, Id::retained_neighbours, Id::open_exchanges, Id::busy,
                        Id::second_time, Id::tenth_time})
    world.remove(id);
  return world;
}

}  // namespace mqttspec::conformance::circumstances
