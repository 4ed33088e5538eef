// See process.hpp.
#include "conformance/subject/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

namespace mqttspec::conformance::subject {

namespace {

/// What posix_spawn is told, given back in any case.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t usual;
    sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) sigaddset(&usual, signal);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  void use(int descriptor, int as) { posix_spawn_file_actions_adddup2(&actions_, descriptor, as); }
  void discard(int descriptor) {
    posix_spawn_file_actions_addopen(&actions_, descriptor, "/dev/null", O_WRONLY, 0);
  }
  int run(pid_t& id, std::vector<char*>& words) {
    return posix_spawnp(&id, words[0], &actions_, &attributes_, words.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Pairs of sockets serve as pipes: writing to a process that has ended raises no signal.
std::expected<std::pair<wire::Socket, wire::Socket>, std::string> make_pipe() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return std::unexpected(wire::system_error(errno));
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return std::pair(wire::Socket(ends[0]), wire::Socket(ends[1]));
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return fmt::format("exit code {}", WEXITSTATUS(status));
}

}  // namespace

std::expected<Process, std::string> Process::start(const std::vector<std::string>& command,
                                                   bool show_errors) {
  auto in = make_pipe();
  auto out = make_pipe();
  if (!in) return std::unexpected(in.error());
  if (!out) return std::unexpected(out.error());
  SpawnPlan plan;
  plan.use(in->second.descriptor(), STDIN_FILENO);
  plan.use(out->second.descriptor(), STDOUT_FILENO);
  if (!show_errors) plan.discard(STDERR_FILENO);
  std::vector<char*> words;
  for (const auto& each : command) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  pid_t id = 0;
  if (const int error = plan.run(id, words); error != 0)
    return std::unexpected(fmt::format("{}: {}", command[0], wire::system_error(error)));
  return Process(id, std::move(in->first), std::move(out->first));
}

Process::Process(Process&& other) noexcept
    : id_(std::exchange(other.id_, 0)),
      input_(std::move(other.input_)),
      output_(std::move(other.output_)),
      ended_(std::move(other.ended_)) {}

// A driver holds nothing that is worth an orderly end.
Process::~Process() {
  if (id_ == 0) return;
  ::kill(-id_, SIGKILL);
  int status = 0;
  while (!ended_ && ::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
}

std::optional<std::string> Process::ended() {
  if (ended_ || id_ == 0) return ended_;
  int status = 0;
  if (::waitpid(id_, &status, WNOHANG) == id_) ended_ = how_it_ended(status);
  return ended_;
}

}  // namespace mqttspec::conformance::subject
