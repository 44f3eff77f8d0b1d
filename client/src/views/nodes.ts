import type { Environment, MigrationItem, Project, Status } from '../../../server/src/protocol.ts';
import type { ProjectSnapshot } from '../projects/snapshot.ts';
import { type State, statesInOrder } from './states.ts';

/** What stands in the tree. Commands called on an item get its node. */
export type Node = ProjectNode | EnvironmentNode | GroupNode | MigrationNode;

export interface ProjectNode {
  readonly kind: 'project';
  readonly project: Project;
  readonly children: readonly EnvironmentNode[];
}

export interface EnvironmentNode {
  readonly kind: 'environment';
  readonly project: Project;
  readonly environment: Environment;
  readonly status: Status | undefined;
  readonly children: readonly GroupNode[];
}

export interface GroupNode {
  readonly kind: 'group';
  readonly project: Project;
  readonly environment: Environment;
  readonly state: State;
  readonly children: readonly MigrationNode[];
}

export interface MigrationNode {
  readonly kind: 'migration';
  readonly project: Project;
  readonly environment: Environment;
  readonly migration: MigrationItem;
}

/**
 * The tree of all projects; one alone stands for itself and is left out. Empty while nothing was ever connected: a view
 * that says how to connect then tells more than a list of files.
 */
export function tree(all: readonly ProjectSnapshot[]): readonly Node[] {
  const touched = all.some(({ project }) =>
    project.environments.some(({ connection }) => connection !== 'disconnected'),
  );
  if (!touched) return [];
  const projects = all.map(projectNode);
  return projects.length === 1 ? projects[0]!.children : projects;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'project' in value;
}

export function childrenOf(node: Node): readonly Node[] {
  return node.kind === 'migration' ? [] : node.children;
}

function projectNode({ project, statuses }: ProjectSnapshot): ProjectNode {
  const children = [...project.environments]
    .sort((a, b) => Number(isActive(project, b)) - Number(isActive(project, a)))
    .map((environment) => environmentNode(project, environment, statuses.get(environment.name)));
  return { kind: 'project', project, children };
}

function environmentNode(
  project: Project,
  environment: Environment,
  status: Status | undefined,
): EnvironmentNode {
  const shown = environment.connection === 'disconnected' ? [] : (status?.migrations ?? []);
  const children = statesInOrder
    .map((state): GroupNode => {
      const members = shown.filter((migration) => migration.state === state);
      // What was applied last is what would be rolled back first.
      const ordered = state === 'applied' ? members.reverse() : members;
      return {
        kind: 'group',
        project,
        environment,
        state,
        children: ordered.map((migration) => ({ kind: 'migration', project, environment, migration })),
      };
    })
    .filter((group) => group.children.length > 0);
  return { kind: 'environment', project, environment, status, children };
}

function isActive(project: Project, environment: Environment): boolean {
  return environment.name === project.activeEnvironment;
}
