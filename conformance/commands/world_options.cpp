// See world_options.hpp.
#include "conformance/commands/world_options.hpp"

#include <fmt/format.h>

#include <ranges>

#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {

using circumstances::Tested;
using circumstances::World;

namespace {

Wanted<World> make_world(std::string_view names, Tested tested) {
  World world;
  for (const auto part : std::views::split(names, ',')) {
    const std::string_view name(part);
    const auto* const found = circumstances::find_circumstance(name);
    if (found == nullptr)
      return usage(
          fmt::format("there is no circumstance \"{}\" (mqttspec list --circumstances)", name));
    if (found->tested != tested && found->tested != Tested::both)
      return usage(fmt::format("the circumstance \"{}\" is not for {}", name,
                               tested == Tested::clients ? "Clients" : "Servers"));
    world.add(found->id);
  }
  return world;
}

}  // namespace

Wanted<std::vector<World>> chosen_worlds(const WorldOptions& options, Tested tested) {
  if (options.plain) return {};
  const auto given =
      options.thorough ? circumstances::all_worlds(tested) : circumstances::default_worlds(tested);
  if (options.worlds.empty()) return std::vector(given.begin(), given.end());
  std::vector<World> worlds;
  for (const auto& names : options.worlds) {
    const auto world = make_world(names, tested);
    if (!world) return std::unexpected(world.error());
    worlds.push_back(*world);
  }
  return worlds;
}

}  // namespace mqttspec::conformance::commands
