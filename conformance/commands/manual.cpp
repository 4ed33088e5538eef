// See manual.hpp.
#include "conformance/commands/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <ranges>

#include "conformance/report/json.hpp"

namespace mqttspec::conformance::commands {
namespace {

using Commands = std::vector<const CLI::App*>;
using Options = std::vector<const CLI::Option*>;

Commands commands_of(const CLI::App& program) { return program.get_subcommands({}); }

Options options_of(const CLI::App& command, bool positional) {
  Options options;
  for (const auto* option : command.get_options())
    if (option->get_positional() == positional) options.push_back(option);
  return options;
}

// "--output" of "-o,--output".
std::string long_name(const CLI::Option& option) { return "--" + option.get_lnames().front(); }

// Whether something has to follow it.
bool takes_value(const CLI::Option& option) { return option.get_expected_min() > 0; }

// The words of which one is meant, if they are but a few: TEXT:{3.1.1,5.0,both}.
std::vector<std::string> choices(const CLI::Option& option) {
  const auto type = option.get_type_name();
  const auto begin = type.find(":{");
  if (begin == type.npos) return {};
  return CLI::detail::split(type.substr(begin + 2, type.find('}') - begin - 2), ',');
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string result;
  for (;;) {
    const auto found = text.find(what);
    result += text.substr(0, found);
    if (found == text.npos) return result;
    result += with;
    text.remove_prefix(found + what.size());
  }
}

// Text of man(7): no line of it may begin like a request, and a hyphen stays one.
std::string roff(std::string_view text) {
  const auto escaped = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

std::string in_manual(const CLI::Option& option) {
  const auto names = option.get_positional() ? option.get_name(true) : option.get_name(false, true);
  const auto words = choices(option);
  const auto value = !takes_value(option) || option.get_positional() ? std::string()
                     : words.empty()                                 ? " \\fIVALUE\\fR"
                                     : fmt::format(" {}", fmt::join(words, "|"));
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(names), value, roff(option.get_description()));
}

// An argument of a shell as it stands between single quotes.
std::string in_quotes(std::string_view text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

std::string names_of(const Commands& commands) {
  std::vector<std::string> names;
  for (const auto* command : commands) names.push_back(command->get_name());
  return fmt::format("{}", fmt::join(names, " "));
}

std::string bash(const CLI::App& program) {
  std::string values, options;
  for (const auto* command : commands_of(program)) {
    std::vector<std::string> names;
    for (const auto* option : options_of(*command, false)) {
      names.push_back(long_name(*option));
      if (const auto words = choices(*option); !words.empty())
        values += fmt::format("    {}:{}) words='{}' ;;\n", command->get_name(), names.back(),
                              fmt::join(words, " "));
    }
    options += fmt::format("      {}) words='{}' ;;\n", command->get_name(), fmt::join(names, " "));
  }
  return fmt::format(R"(_mqttspec() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} words=
  case ${{COMP_WORDS[1]}}:${{COMP_WORDS[COMP_CWORD - 1]}} in
{}  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='{}'
  elif [ -z "$words" ] && [[ $word == -* ]]; then
    case ${{COMP_WORDS[1]}} in
{}    esac
  fi
  mapfile -t COMPREPLY < <(compgen ${{words:+-W "$words"}} -- "$word")
}}
complete -o default -F _mqttspec mqttspec
)",
                     values, names_of(commands_of(program)), options);
}

// What zsh completes behind an option.
std::string value_in_zsh(const CLI::Option& option) {
  if (!takes_value(option)) return "";
  const auto words = choices(option);
  return words.empty() ? ":value:_files" : fmt::format(":value:({})", fmt::join(words, " "));
}

std::string zsh(const CLI::App& program) {
  std::string commands, options;
  const auto text = [](const auto& of) {
    return replaced(replaced(of.get_description(), "[", "\\["), "]", "\\]");
  };
  for (const auto* command : commands_of(program)) {
    commands += fmt::format(
        "    {}\n",
        in_quotes(command->get_name() + ":" + replaced(command->get_description(), ":", "\\:")));
    options += fmt::format("    {}) _arguments", command->get_name());
    for (const auto* option : options_of(*command, false))
      options += " \\\n      " + in_quotes(fmt::format("{}[{}]{}", long_name(*option),
                                                       text(*option), value_in_zsh(*option)));
    options += " \\\n      '*:word:_files' ;;\n";
  }
  return fmt::format(R"(#compdef mqttspec
_mqttspec() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
_mqttspec "$@"
)",
                     commands, options);
}

std::string fish(const CLI::App& program) {
  std::string lines;
  for (const auto* command : commands_of(program)) {
    lines += fmt::format("complete -c mqttspec -n __fish_use_subcommand -a {} -d {}\n",
                         command->get_name(), in_quotes(command->get_description()));
    for (const auto* option : options_of(*command, false)) {
      const auto words = choices(*option);
      lines +=
          fmt::format("complete -c mqttspec -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n",
                      command->get_name(), long_name(*option).substr(2),
                      words.empty() ? (takes_value(*option) ? " -r" : "")
                                    : fmt::format(" -x -a '{}'", fmt::join(words, " ")),
                      in_quotes(option->get_description()));
    }
  }
  return lines;
}

}  // namespace

std::string manual_page(const CLI::App& program) {
  auto page = fmt::format(".TH MQTTSPEC 1 \"\" \"mqttspec {}\"\n.SH NAME\nmqttspec \\- {}\n",
                          report::tool_version, roff(program.get_description()));
  page += ".SH SYNOPSIS\n.B mqttspec\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH COMMANDS\n";
  for (const auto* command : commands_of(program)) {
    page +=
        fmt::format(".SS {}\n{}\n", roff(command->get_name()), roff(command->get_description()));
    for (const bool positional : {true, false})
      for (const auto* option : options_of(*command, positional)) page += in_manual(*option);
    if (!command->get_footer().empty())
      page += fmt::format(".PP\n{}\n", roff(command->get_footer()));
  }
  page += fmt::format(".SH FILES\n{}\n", roff(program.get_footer()));
  page +=
      ".SH EXIT STATUS\n"
      ".TP\n0\nnothing new is wrong\n"
      ".TP\n1\na statement is violated, or a known failure passed\n"
      ".TP\n2\nthe command line, or a file that it names, makes no sense\n"
      ".TP\n3\nthe target is not reachable, or too much is inconclusive\n"
      ".TP\n4\na fault of mqttspec itself\n";
  return page;
}

std::string completion(const CLI::App& program, std::string_view shell) {
  if (shell == "zsh") return zsh(program);
  if (shell == "fish") return fish(program);
  return bash(program);
}

}  // namespace mqttspec::conformance::commands
