// Slices on a few threads, with their progress on one line, and the files that are asked for.
#include "conformance/commands/explore.hpp"

#include <fmt/format.h>
#include <atomic>
#include <ostream>
#include <thread>

#include "conformance/commands/exploration_text.hpp"
#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/progress.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

std::string explore_progress_text(const model::explore::Slice& slice,
                                  const model::explore::ExploreProgress& now) {
  return fmt::format("{}: {} states, {:.0f} states/s, depth {}, frontier {}", slice.name,
                     now.states, static_cast<double>(now.states) / now.seconds, now.depth,
                     now.frontier);
}

/// The work, done as far as `stop` lets it.
void explore_all(const ExploreCommand& command, const model::FaultSet& faults, std::stop_token stop,
                 std::vector<Explored>& work) {
  ProgressLine progress;
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < work.size() && !stop.stop_requested(); i = next++) {
      const auto& slice = *work[i].slice;
      auto scenario = slice.make();
      if (command.losses) scenario.losses = static_cast<std::uint8_t>(*command.losses);
      model::explore::ExploreOptions options;
      options.faults = faults;
      options.most_states = command.most_states;
      options.stop = stop;
      options.on_two_threads = command.jobs > work.size();
      options.progress = [&](const model::explore::ExploreProgress& now) {
        progress.show([&] { return explore_progress_text(slice, now); });
      };
      work[i].result = model::explore::explore(scenario, options);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < command.jobs; ++i) threads.emplace_back(run);
  run();
}

std::expected<std::vector<Explored>, std::string> work_of(const ExploreCommand& command) {
  std::vector<Explored> work;
  for (const auto& name : command.slices) {
    const auto* const slice = model::explore::find_slice(name);
    if (slice == nullptr)
      return std::unexpected(
          fmt::format("there is no slice \"{}\" (mqttspec explore --list)", name));
    work.push_back({slice, {}});
  }
  if (!work.empty()) return work;
  for (const auto& slice : model::explore::slices())
    if (command.is_long || !slice.is_long) work.push_back({&slice, {}});
  return work;
}

/// A command line that explores the same.
std::string command_line(const ExploreCommand& command) {
  std::string line = "mqttspec explore";
  for (const auto& name : command.slices) line += " " + name;
  if (command.is_long) line += " --long";
  if (command.losses) line += fmt::format(" --losses {}", *command.losses);
  if (!command.fault.empty()) line += " --fault " + command.fault;
  if (command.most_states != ExploreCommand{}.most_states)
    line += fmt::format(" --most-states {}", command.most_states);
  return line;
}

int status_of(const std::vector<Explored>& all) {
  int status = exit_fine;
  for (const auto& explored : all) {
    if (explored.result && explored.result->found) return exit_violated;
    if (!explored.result || !explored.result->complete) status = exit_unreachable;
  }
  return status;
}

using File = std::optional<OutputFile>;

std::expected<File, std::string> open_file(const std::string& path) {
  if (path.empty()) return File();
  auto file = OutputFile::open(path);
  if (!file) return std::unexpected(file.error());
  return File(*std::move(file));
}

}  // namespace

int explore_command(const ExploreCommand& command, std::ostream& out) {
  if (command.list) {
    out << slice_list();
    return exit_fine;
  }
  model::FaultSet faults;
  if (!command.fault.empty()) {
    const auto* const fault = model::find_fault(command.fault);
    if (fault == nullptr)
      return complain(exit_usage, fmt::format("there is no fault \"{}\" (mqttspec list --faults)",
                                              command.fault));
    faults = model::FaultSet::of(fault->id);
  }
  auto work = work_of(command);
  if (!work) return complain(exit_usage, work.error());
  auto json = open_file(command.json);
  if (!json) return complain(exit_usage, json.error());
  auto report = open_file(command.report);
  if (!report) return complain(exit_usage, report.error());
  {
    const Interrupt interrupt;
    explore_all(command, faults, interrupt.token(), *work);
  }
  out << exploration_text(*work) << std::flush;
  std::expected<void, std::string> written;
  if (*json) written = (*json)->commit(exploration_json(*work));
  if (written && *report)
    written = (*report)->commit(exploration_report(*work, command_line(command)));
  return written ? status_of(*work) : complain(exit_own_fault, written.error());
}

}  // namespace mqttspec::conformance::commands
