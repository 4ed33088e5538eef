// A child process with pipes: the application whose Client is tested.
#pragma once

#include <sys/types.h>

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::subject {

/// In a process group of its own, which is ended with it: no child of the child is left. Standard
/// error goes to where ours goes, or nowhere.
class Process {
 public:
  /// Starts the command, or says why not.
  static std::expected<Process, std::string> start(const std::vector<std::string>& command,
                                                   bool show_errors);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();

  /// To its standard input, and from its standard output; neither blocks.
  const wire::Socket& input() const { return input_; }
  const wire::Socket& output() const { return output_; }
  void close_input() { input_.close(); }
  /// How it ended, once it has: "exit code 1", "signal 11". Does not wait.
  std::optional<std::string> ended();

 private:
  Process(pid_t id, wire::Socket input, wire::Socket output)
      : id_(id), input_(std::move(input)), output_(std::move(output)) {}

  pid_t id_;  // 0 once it was waited for
  wire::Socket input_;
  wire::Socket output_;
  std::optional<std::string> ended_;
};

}  // namespace mqttspec::conformance::subject
