# Writes the keys of a table: of each row of the .def files only the first columns, those that name
# the row and that the compiler judges by. What includes the keys and not the table is not compiled
# again when a text in the table is mended.
#
#   cmake -DINPUT=A.def;B.def -DMACRO=STATEMENT -DCOLUMNS=4 [-DSORTED=ON] [-DDEPFILE=FILE]
#     -DTOP=DIRECTORY -DOUTPUT=FILE -P write_keys.cmake
#
# A row begins a line with MACRO(. Files that the .def files include, below TOP, belong to them.
# SORTED adds the positions of the rows in the order of their first columns. A file whose content
# would stay the same is left as it is; DEPFILE says what was read.
cmake_minimum_required(VERSION 3.25)

set(column "(\"[^\"]*\"|[A-Za-z0-9_]+)")
set(row "\n${MACRO}\\([ \n]*${column}")
foreach(number RANGE 1 ${COLUMNS})
  if(number GREATER 1)
    string(APPEND row ",[ \n]*${column}")
  endif()
endforeach()

set(rows "")
set(unread ${INPUT})
set(read "")
while(unread)
  list(POP_FRONT unread file)
  list(APPEND read ${file})
  file(READ ${file} text)
  # A list of CMake's ends at a semicolon, and does not where a bracket is open.
  string(REGEX REPLACE "[][;]" " " text "\n${text}")
  string(REGEX MATCHALL "${row}" found "${text}")
  list(APPEND rows ${found})
  string(REGEX MATCHALL "\n#include \"[^\"]+\"" included "${text}")
  list(TRANSFORM included REPLACE "\n#include \"([^\"]+)\"" "${TOP}/\\1")
  list(PREPEND unread ${included})
endwhile()
list(LENGTH rows count)
if(count EQUAL 0)
  message(FATAL_ERROR "no rows ${MACRO}(...) in ${INPUT}")
endif()

list(TRANSFORM rows REPLACE "[ \n]+" " ")
list(TRANSFORM rows STRIP)
list(TRANSFORM rows REPLACE "\\( " "(")
list(JOIN rows ")\n" content)
string(APPEND content ")\n")

if(SORTED)
  # A space comes before every character of a column, so that a shorter one comes first.
  set(names "")
  set(position 0)
  foreach(each IN LISTS rows)
    string(REGEX REPLACE "^[A-Z]+\\(\"?([^\",]*).*" "\\1 ${position}" name "${each}")
    list(APPEND names "${name}")
    math(EXPR position "${position} + 1")
  endforeach()
  list(SORT names)
  foreach(each IN LISTS names)
    string(REGEX REPLACE ".* " "" position "${each}")
    string(APPEND content "SORTED(${position})\n")
  endforeach()
endif()

file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${content}" @ONLY)
if(DEPFILE)
  list(JOIN read " " read)
  file(WRITE ${DEPFILE} "${OUTPUT}: ${read}\n")
endif()
