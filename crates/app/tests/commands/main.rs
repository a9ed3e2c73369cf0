//! The program itself, from outside: exit codes, one JSON document on standard output, files that are no workbook.

#[cfg(test)]
mod files;
#[cfg(test)]
mod house;
#[cfg(test)]
mod shapes;
