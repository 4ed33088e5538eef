// See configuration.hpp.
#include "conformance/commands/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "conformance/commands/toml.hpp"

namespace mqttspec::conformance::commands {
namespace {

/// One file, and the options that it has for one command.
class Configuration {
 public:
  Configuration(const std::string& path, const HasOption& has_option)
      : path_(path), has_option_(has_option) {}

  Wanted<std::vector<std::string>> options_of(const std::string& command) {
    const auto text = read_file(path_);
    if (!text) return std::unexpected(text.error());
    const auto file = parse_toml(*text);
    if (!file) return usage(fmt::format("{}:{}: {}", path_, file.error().line, file.error().what));
    for (const auto& [name, table] : *file) take_table(name.str(), table, command);
    if (!problem_.empty()) return usage(problem_);
    return std::move(options_);
  }

 private:
  void take_table(std::string_view name, const toml::node& node, const std::string& command) {
    const auto* const table = node.as_table();
    if (table == nullptr)
      return complain_of(node.source(), fmt::format("{} stands below no command: [run]", name));
    if (!has_option_(name, ""))
      return complain_of(node.source(), fmt::format("there is no command {}", name));
    for (const auto& [key, value] : *table) {
      if (key.str() == "config" || !has_option_(name, key.str()))
        complain_of(value.source(), fmt::format("{} has no option {}", name, key.str()));
      else if (const auto* const several = value.as_array())
        for (const auto& each : *several) take(key.str(), each, name == command);
      else
        take(key.str(), value, name == command);
    }
  }

  void take(std::string_view key, const toml::node& value, bool is_wanted) {
    const auto text = text_of(value);
    if (!text)
      return complain_of(value.source(), fmt::format("{} is no text, number or truth value", key));
    if (!is_wanted || (value.is_boolean() && !value.as_boolean()->get())) return;
    options_.push_back(value.is_boolean() ? fmt::format("--{}", key)
                                          : fmt::format("--{}={}", key, *text));
  }

  static std::optional<std::string> text_of(const toml::node& value) {
    if (const auto* const text = value.as_string()) return text->get();
    if (const auto* const number = value.as_integer()) return std::to_string(number->get());
    if (const auto* const number = value.as_floating_point())
      return fmt::format("{}", number->get());
    if (value.is_boolean()) return "";
    return std::nullopt;
  }

  // The first problem is told.
  void complain_of(const toml::source_region& where, const std::string& what) {
    if (problem_.empty()) problem_ = fmt::format("{}:{}: {}", path_, where.begin.line, what);
  }

  std::string path_;
  const HasOption& has_option_;
  std::vector<std::string> options_;
  std::string problem_;
};

std::string name_of(std::string_view argument) {
  return std::string(argument.substr(0, argument.find('=')));
}

// The value of --config, which is taken away.
Wanted<std::string> take_path(std::vector<std::string>& arguments) {
  const auto found =
      std::ranges::find_if(arguments, [](const auto& each) { return name_of(each) == "--config"; });
  if (found == arguments.end()) return "";
  const auto mark = found->find('=');
  if (mark == found->npos && found + 1 == arguments.end()) return usage("--config needs a file");
  const auto path = mark == found->npos ? *(found + 1) : found->substr(mark + 1);
  arguments.erase(found, found + (mark == found->npos ? 2 : 1));
  return path;
}

// Whatever stands in the file. Below a command, --version is that of MQTT.
bool wants_no_options(const std::vector<std::string>& arguments) {
  const auto is_help = [](const auto& each) { return each == "--help" || each == "-h"; };
  return arguments.empty() || arguments[0].starts_with('-') ||
         std::ranges::any_of(arguments, is_help);
}

}  // namespace

Wanted<std::vector<std::string>> with_configuration(std::vector<std::string> arguments,
                                                    const HasOption& has_option) {
  auto path = take_path(arguments);
  if (!path) return std::unexpected(path.error());
  if (wants_no_options(arguments)) return arguments;
  if (path->empty() && std::filesystem::exists(usual_configuration)) *path = usual_configuration;
  if (path->empty()) return arguments;
  const auto options = Configuration(*path, has_option).options_of(arguments[0]);
  if (!options) return std::unexpected(options.error());
  const auto given = arguments;
  for (const auto& option : *options) {
    const auto is_same = [&](const auto& each) { return name_of(each) == name_of(option); };
    if (std::ranges::none_of(given, is_same)) arguments.push_back(option);
  }
  return arguments;
}

}  // namespace mqttspec::conformance::commands
