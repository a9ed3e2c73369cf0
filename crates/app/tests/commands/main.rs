//! The program itself, from outside: exit codes, one JSON document on standard output, files that are no workbook, and
//! serving.

#[cfg(test)]
mod files;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod house;
#[cfg(test)]
mod server;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod users;
#[cfg(test)]
mod words;
