locked-period = { $period }, { $group }, { $unit }
figure-group-party = Party organizations and members
figure-group-union = Trade union
figure-group-youth = Youth
figure-group-women = Women
figure-group-enterprise = Enterprises, surveys
figure-group-activity = Activities
locked-through = { $period } is closed: a fact dated up to { $last } is recorded as a supplement, and what was reported stays.
