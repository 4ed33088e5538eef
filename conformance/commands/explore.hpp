// `mqttspec explore`: is the model itself right? Every state of each slice, and every step from it.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace mqttspec::conformance::commands {

struct ExploreCommand {
  std::vector<std::string> slices;        // names; without any all that are not long
  bool is_long = false;                   // the long ones too
  bool list = false;                      // print what there is instead
  std::optional<unsigned> losses;         // of connections, instead of the slice's own
  std::string fault;                      // fault switch of the broker
  std::size_t most_states = 100'000'000;  // of each slice
  unsigned jobs = 1;                      // slices at a time; more than there are: two threads each
  std::string json;                       // files to write, if not empty
  std::string report;                     // in Markdown
};

/// Explores and prints a table and the counter-examples on `out`. Returns 0 if everything was
/// explored and no property is broken, 1 if one is, 3 if an exploration did not come to its end.
int explore_command(const ExploreCommand& command, std::ostream& out);

}  // namespace mqttspec::conformance::commands
